package io.taskweir.deploy.trace;

import io.taskweir.logfmt.LogfmtReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The logs of all processes of a run or a cluster, in one folder, those that were rolled over
 * ({@code .1}, {@code .2}) among them.
 */
final class LogFiles {

  private final List<Path> files;
  private final List<LogLine> lines = new ArrayList<>();
  private long unreadable;

  private LogFiles(List<Path> files) {
    this.files = files;
  }

  /**
   * The logs in {@code folder}.
   *
   * @param glob what their names look like, such as {@code *.log*}
   * @throws IOException in one line where there is none
   */
  static LogFiles in(Path folder, String glob) throws IOException {
    var files = new ArrayList<Path>();
    try (var found = Files.newDirectoryStream(folder, glob)) {
      found.forEach(files::add);
    }
    files.removeIf(file -> !Files.isRegularFile(file));
    if (files.isEmpty()) {
      throw new IOException(folder + ": no log, expected files named " + glob);
    }
    files.sort(Comparator.naturalOrder());
    return new LogFiles(files);
  }

  /** What they say of the run {@code root}, in time. */
  List<LogLine> of(String root) throws IOException {
    for (Path file : files) {
      read(file, root);
    }
    lines.sort(Comparator.comparing(LogLine::at));
    return List.copyOf(lines);
  }

  /** How many lines name the run and are not logfmt, such as one that was cut off. */
  long unreadable() {
    return unreadable;
  }

  private void read(Path file, String root) throws IOException {
    String mark = "root=" + root;
    try (var reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), 1 << 16)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.contains(mark)) {
          add(line, root);
        }
      }
    }
  }

  private void add(String line, String root) {
    try {
      Map<String, String> fields = LogfmtReader.read(line);
      if (root.equals(fields.get("root"))) {
        lines.add(LogLine.of(fields));
      }
    } catch (IllegalArgumentException e) {
      unreadable++;
    }
  }
}
