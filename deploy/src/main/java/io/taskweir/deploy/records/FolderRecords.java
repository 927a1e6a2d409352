package io.taskweir.deploy.records;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder of a bounded run: a file for each kind of line, all of them small enough to reread.
 */
public final class FolderRecords implements RunRecords {

  private static final String LINES = ".jsonl";
  private static final String AUDIT = "audit";
  private static final String DEAD_LETTERS = "dead-letters";

  private final Path folder;

  private FolderRecords(Path folder) {
    this.folder = folder;
  }

  /**
   * Looks at a folder.
   *
   * @throws NoRunException unless a run has left it
   */
  public static FolderRecords of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new NoRunException(
          folder + (Files.exists(folder) ? ": a folder expected" : ": no such folder"));
    }
    for (String name : List.of(AUDIT + LINES, DEAD_LETTERS + LINES)) {
      if (!Files.isRegularFile(folder.resolve(name))) {
        throw new NoRunException(folder + ": no run's folder, expected " + name + " in it");
      }
    }
    return new FolderRecords(folder);
  }

  @Override
  public void forEach(Kind kind, Wanted wanted, Reader reader) throws IOException {
    switch (kind) {
      case AUDIT -> read(folder.resolve(AUDIT + LINES), wanted, reader);
      case DEAD_LETTERS -> read(folder.resolve(DEAD_LETTERS + LINES), wanted, reader);
      case RESULTS -> {
        for (Path file : results()) {
          read(file, wanted, reader);
        }
      }
    }
  }

  @Override
  public boolean looksNearRoots() {
    return false;
  }

  @Override
  public String where() {
    return folder.toString();
  }

  private List<Path> results() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(LINES))
          .filter(file -> !kind(file).equals(AUDIT) && !kind(file).equals(DEAD_LETTERS))
          .sorted()
          .toList();
    }
  }

  private static void read(Path file, Wanted wanted, Reader reader) throws IOException {
    String kind = kind(file);
    // A decoder that replaces what is no UTF-8: JSON then says what is wrong, and in which line.
    try (var lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), 1 << 16)) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        long at = ++number;
        if (wanted.may(line)) {
          reader.read(new Entry(kind, line, () -> file + ":" + at));
        }
      }
    }
  }

  private static String kind(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - LINES.length());
  }
}
