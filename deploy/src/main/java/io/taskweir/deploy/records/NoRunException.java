package io.taskweir.deploy.records;

/** A folder that no bounded run has left. The message is one line. */
public final class NoRunException extends RuntimeException {
  NoRunException(String message) {
    super(message);
  }
}
