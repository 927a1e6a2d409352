package io.taskweir.connectors.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import javax.annotation.Nullable;

/** A path that cannot be read: its message is one line for whoever named it. */
public final class UnreadableInputException extends IOException {

  private static final long serialVersionUID = 1L;

  private UnreadableInputException(Path path, String why, @Nullable IOException cause) {
    super("cannot read " + path + ": " + why, cause);
  }

  static UnreadableInputException because(Path path, String why) {
    return new UnreadableInputException(path, why, null);
  }

  static UnreadableInputException of(Path path, IOException cause) {
    return new UnreadableInputException(path, why(cause), cause);
  }

  private static String why(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NotDirectoryException) {
      return "not a folder";
    }
    if (cause instanceof FileSystemLoopException) {
      return "links that lead back to themselves";
    }
    if (cause instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("input error");
  }
}
