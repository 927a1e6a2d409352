package io.taskweir.deploy;

/** The run cannot go on: exit 1. The message is one line and says all that there is to say. */
final class RunFailedException extends RuntimeException {
  RunFailedException(String message) {
    super(message);
  }

  RunFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
