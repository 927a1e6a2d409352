package io.taskweir.deploy;

/** The run cannot go on: exit 1. The message is one line and says all that there is to say. */
public final class RunFailedException extends RuntimeException {
  /** With that line. */
  public RunFailedException(String message) {
    super(message);
  }

  /** With that line, for that reason. */
  public RunFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
