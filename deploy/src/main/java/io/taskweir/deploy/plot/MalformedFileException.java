package io.taskweir.deploy.plot;

/** A file does not hold what it should. The message is one line: what, where, what was expected. */
public final class MalformedFileException extends RuntimeException {
  MalformedFileException(String message) {
    super(message);
  }
}
