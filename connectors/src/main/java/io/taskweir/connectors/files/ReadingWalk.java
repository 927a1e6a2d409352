package io.taskweir.connectors.files;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Walks from a path to every file of readings below it, by name. Links are followed. What is no
 * file of readings is refused wherever it lies: passed over, its readings would be lost and nobody
 * told.
 */
final class ReadingWalk {

  private static final Set<String> ENDINGS = Set.of("csv", "json", "jsonl", "ndjson");

  private ReadingWalk() {}

  static List<Path> from(Path start) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        start,
        Set.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            files.add(require(file, attributes));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            throw UnreadableInputException.of(file, e);
          }
        });
    Collections.sort(files);
    return files;
  }

  /** What follows the last point of the file's name, in lower case. */
  static String ending(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static Path require(Path file, BasicFileAttributes attributes) throws IOException {
    if (!attributes.isRegularFile()) {
      throw UnreadableInputException.because(file, "neither a file nor a folder");
    }
    if (!ENDINGS.contains(ending(file)) || file.getFileName().toString().indexOf('.') < 0) {
      throw UnreadableInputException.because(
          file, "expected *.csv, *.json, *.jsonl or *.ndjson, which say how it is read");
    }
    if (!Files.isReadable(file)) {
      throw UnreadableInputException.because(file, "permission denied");
    }
    return file;
  }
}
