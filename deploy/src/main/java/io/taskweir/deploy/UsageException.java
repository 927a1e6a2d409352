package io.taskweir.deploy;

/** The command line asks for what cannot be: exit 2. The message is one line. */
final class UsageException extends RuntimeException {
  UsageException(String message) {
    super(message);
  }
}
