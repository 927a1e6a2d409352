package io.taskweir.deploy;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The folder of a bounded run: what it leaves for a reader, and beside it, while it runs, the disk
 * that the broker and the cluster work on. It is that disk, and not the system's temporary one,
 * since who names a folder knows that it has room for what goes in.
 *
 * @param path the folder, absolute
 * @param given as the user wrote it
 * @param absent whether it was not there before
 */
record OutputFolder(Path path, Path given, boolean absent) {

  /** Below this a broker or a checkpoint is about to fail in ways that nobody could read. */
  private static final long LEAST_FREE = 64L << 20;

  /**
   * Looks at a folder; nothing is made yet.
   *
   * @throws UsageException unless it is absent or an empty folder that can be written to
   */
  static OutputFolder of(Path given) {
    Path path = given.toAbsolutePath().normalize();
    boolean absent = !Files.exists(path);
    if (!absent) {
      requireEmptyFolder(path, given);
    }
    return new OutputFolder(path, given, absent);
  }

  /** Where results go, by what they are, such as {@code verdicts}. */
  Path results(String what) {
    return path.resolve(what + ".jsonl");
  }

  Path deadLetters() {
    return path.resolve("dead-letters.jsonl");
  }

  Path audit() {
    return path.resolve("audit.jsonl");
  }

  Path summary() {
    return path.resolve("summary.json");
  }

  Path log() {
    return path.resolve("taskweir.log");
  }

  /** Blobs that dead letters refer to: a redrive needs them. */
  Path blobs() {
    return path.resolve("blobs");
  }

  /** Pictures of the results. */
  Path plots() {
    return path.resolve("plots");
  }

  /** Gone when the run has ended. */
  Path work() {
    return path.resolve("work");
  }

  /** A run would read what it writes. */
  void refuseInside(List<Path> inputs) {
    for (Path input : inputs) {
      if (path.startsWith(input.toAbsolutePath().normalize())) {
        throw new UsageException(
            "--output " + given + " lies inside --input " + input + ": expected another folder");
      }
    }
  }

  /** Makes the folder. */
  void create() {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UsageException("cannot make --output " + given + ": " + Failure.reason(e));
    }
  }

  /**
   * Takes the folder away again where a run never began: Log4j makes it when it is told of a file.
   */
  void abandon() throws IOException {
    if (absent && Files.isDirectory(path)) {
      try {
        Files.delete(path);
      } catch (DirectoryNotEmptyException e) {
        // Something has been said in it that a user may want to read.
      }
    }
  }

  /** Fails early, in words, where the disk is about to be full. */
  void checkFreeSpace() throws IOException {
    long free = Files.getFileStore(path).getUsableSpace();
    if (free < LEAST_FREE) {
      throw new RunFailedException(
          String.format(
              Locale.ROOT,
              "disk full: %d MB are free for %s, expected at least %d MB",
              free >> 20,
              given,
              LEAST_FREE >> 20));
    }
  }

  private static void requireEmptyFolder(Path path, Path given) {
    if (!Files.isDirectory(path)) {
      throw new UsageException("--output " + given + " is a file: expected a folder");
    }
    if (!Files.isWritable(path)) {
      throw new UsageException("--output " + given + ": permission denied");
    }
    try (var entries = Files.list(path)) {
      if (entries.findAny().isPresent()) {
        throw new UsageException(
            "--output " + given + " is not empty: expected an absent or empty folder");
      }
    } catch (IOException e) {
      throw new UsageException("cannot read --output " + given + ": " + Failure.reason(e));
    }
  }
}
