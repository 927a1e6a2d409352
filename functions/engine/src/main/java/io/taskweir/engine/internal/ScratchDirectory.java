package io.taskweir.engine.internal;

import io.taskweir.engine.Scratch;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import javax.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scratch files of one attempt, under the task manager's directory for temporary files. */
final class ScratchDirectory implements Scratch {

  private static final Logger LOG = LoggerFactory.getLogger(ScratchDirectory.class);

  private final Path parent;
  private final long quota;
  @Nullable private Path directory;
  private long written;
  private boolean deleted;

  /** Files of at most {@code quota} bytes, under {@code parent}, an absolute and normal path. */
  ScratchDirectory(Path parent, long quota) {
    this.parent = parent;
    this.quota = quota;
  }

  @Override
  public synchronized Path directory() throws IOException {
    if (deleted) {
      throw new IOException("this attempt has ended; its scratch files are gone");
    }
    if (directory == null) {
      Files.createDirectories(parent);
      directory = Files.createTempDirectory(parent, "attempt-");
    }
    return directory;
  }

  @Override
  public OutputStream create(String name) throws IOException {
    Path file = directory().resolve(name).normalize();
    if (!directory().equals(file.getParent())) {
      throw new IllegalArgumentException("scratch file: a plain name expected, got " + name);
    }
    return new Counted(Files.newOutputStream(file));
  }

  /**
   * Deletes all; an abandoned attempt that still writes finds its directory gone. Where it writes
   * faster than this deletes, the rest stays until the stage ends: one task's files are no reason
   * to restart a job.
   */
  synchronized void delete() {
    deleted = true;
    if (directory != null) {
      deleteTree(directory);
    }
  }

  /** Deletes a directory with all that is in it; none is fine, and what cannot be is logged. */
  static void deleteTree(Path root) {
    try {
      deleteAll(root);
    } catch (IOException e) {
      LOG.warn("scratch files stay behind: {}", e.toString());
    }
  }

  private static void deleteAll(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException error)
              throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private final class Counted extends FilterOutputStream {

    Counted(OutputStream file) {
      super(file);
    }

    @Override
    public void write(int b) throws IOException {
      count(1);
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      count(length);
      out.write(bytes, from, length);
    }

    private void count(int length) throws IOException {
      written += length;
      if (written > quota) {
        throw new QuotaExceeded(quota);
      }
    }
  }
}
