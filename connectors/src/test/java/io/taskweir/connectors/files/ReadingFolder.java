package io.taskweir.connectors.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of readings in a folder of a test, and what is read of them. */
final class ReadingFolder {

  private final Path folder;

  ReadingFolder(Path folder) {
    this.folder = folder;
  }

  Path write(String name, String... lines) throws IOException {
    return writeText(name, String.join("\n", lines) + "\n");
  }

  Path writeText(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, text.getBytes(UTF_8));
  }

  ReadingFiles files(ReadingOptions options, String... names) {
    List<Path> paths = new ArrayList<>();
    for (String name : names) {
      paths.add(folder.resolve(name));
    }
    return ReadingFiles.of(paths, options);
  }

  /** {@code source json} of each reading, the source relative to the folder. */
  List<String> lines(ReadingOptions options, String... names) throws IOException {
    List<String> lines = new ArrayList<>();
    for (FedReading reading : read(options, names)) {
      lines.add(relative(reading) + " " + new String(reading.json(), UTF_8));
    }
    return lines;
  }

  List<String> sources(ReadingOptions options, String... names) throws IOException {
    return read(options, names).stream().map(this::relative).toList();
  }

  List<FedReading> read(ReadingOptions options, String... names) throws IOException {
    List<FedReading> read = new ArrayList<>();
    ReadingFiles files = files(options, names);
    assertThat(files.forEach(read::add)).isEqualTo(read.size()).isEqualTo(files.fed());
    return read;
  }

  private String relative(FedReading reading) {
    return reading.source().substring(folder.toString().length() + 1);
  }
}
