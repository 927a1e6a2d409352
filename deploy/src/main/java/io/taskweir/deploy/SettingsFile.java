package io.taskweir.deploy;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings for a run: a line of {@code name: JSON} each. Blank lines and those that begin with
 * {@code #} say nothing. What a setting may be, the stage that reads it decides.
 */
final class SettingsFile {

  private SettingsFile() {}

  /** Reads a file; what is no line of a setting ends the start in one line. */
  static Map<String, String> read(Path file) {
    var settings = new LinkedHashMap<String, String>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int colon = line.indexOf(": ");
      if (colon < 1) {
        throw new UsageException(
            "--settings " + file + ", line " + (i + 1) + ": expected \"name: JSON\"");
      }
      if (settings.put(line.substring(0, colon), line.substring(colon + 2).strip()) != null) {
        throw new UsageException(
            "--settings "
                + file
                + ", line "
                + (i + 1)
                + ": "
                + line.substring(0, colon)
                + " is set twice");
      }
    }
    return settings;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (MalformedInputException e) {
      throw new UsageException("--settings " + file + ": expected UTF-8");
    } catch (IOException e) {
      throw new UsageException("cannot read --settings " + file + ": " + Failure.reason(e));
    }
  }
}
