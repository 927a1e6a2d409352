package io.taskweir.engine;

import io.taskweir.state.FailureClass;

/** Ends an input for good: a dead letter at once, with no retry. */
public final class Rejection extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final FailureClass failureClass;

  /**
   * An input that can never pass.
   *
   * @param reason an UPPER_SNAKE code that the task owns
   * @param detail one line: what was wrong and what was expected, never the whole input
   */
  public Rejection(String reason, String detail) {
    this(reason, FailureClass.POISON, detail);
  }

  /** As the other constructor, for a failure of another class. */
  public Rejection(String reason, FailureClass failureClass, String detail) {
    super(detail);
    if (!reason.matches("[A-Z][A-Z0-9_]*")) {
      throw new IllegalArgumentException("reason: expected UPPER_SNAKE, got \"" + reason + '"');
    }
    this.reason = reason;
    this.failureClass = failureClass;
  }

  /** An input that passes a bound: reason {@code LIMIT}, class LIMIT. */
  public static Rejection limit(String detail) {
    return new Rejection("LIMIT", FailureClass.LIMIT, detail);
  }

  /** The code. */
  public String reason() {
    return reason;
  }

  /** What the failure asks of its reader. */
  public FailureClass failureClass() {
    return failureClass;
  }
}
