package io.taskweir.state;

/**
 * Who holds a key of idempotency. A failed claim is no claim: it is removed, and the next task of
 * that key runs.
 *
 * @param done true once its task has succeeded, and only then others are suppressed; false while
 *     the task waits for its next attempt, and then others wait for it
 * @param firstHigh high half of the id of the task that claimed first
 * @param firstLow low half of it
 */
public record Claim(boolean done, long firstHigh, long firstLow) {

  /** A claim of {@code first}. */
  public static Claim of(boolean done, TaskId first) {
    return new Claim(done, first.high(), first.low());
  }

  /** The task that claimed first. */
  public TaskId first() {
    return new TaskId(firstHigh, firstLow);
  }
}
