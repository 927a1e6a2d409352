package io.taskweir.email;

/**
 * A message passes one of its {@link ParseLimits}. Unchecked and without a stack trace, since it is
 * thrown from within streams and callbacks of the parser; {@link ParseMail} makes it a rejection.
 */
final class LimitPassed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LimitPassed(String what, long allowed) {
    super(what + ": more than the " + allowed + " allowed", null, false, false);
  }

  LimitPassed(String what, long found, long allowed) {
    super(what + ": " + found + ", allowed are " + allowed, null, false, false);
  }
}
