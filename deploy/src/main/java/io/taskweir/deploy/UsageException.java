package io.taskweir.deploy;

/** The command line asks for what cannot be: exit 2. The message is one line. */
public final class UsageException extends RuntimeException {
  /** With that line. */
  public UsageException(String message) {
    super(message);
  }
}
