package io.taskweir.deploy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The readings of the demo, and what it sets for their sensors. */
final class DemoReadings {

  private static final String FOLDER = "/demo/readings/";
  private static final String SETTINGS = "/demo/settings.txt";
  private static final List<String> FILES = List.of("boiler-1.csv", "hall.jsonl", "meter-7.jsonl");

  private DemoReadings() {}

  /** Writes all of them into {@code folder}. */
  static void unpack(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String name : FILES) {
      copy(FOLDER + name, folder.resolve(name));
    }
  }

  /** Writes the settings to {@code file}. */
  static void unpackSettings(Path file) throws IOException {
    copy(SETTINGS, file);
  }

  private static void copy(String resource, Path file) throws IOException {
    try (InputStream in = DemoReadings.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException("no sample " + resource + " in the jar");
      }
      Files.copy(in, file);
    }
  }
}
