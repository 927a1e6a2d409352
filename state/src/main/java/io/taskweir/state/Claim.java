package io.taskweir.state;

import javax.annotation.Nullable;

/**
 * Who holds a key of idempotency. A failed claim is no claim: it is removed, and the next task of
 * that key runs.
 *
 * @param done true once its task has succeeded, and only then others are suppressed; false while
 *     the task waits for its next attempt, and then others wait for it
 * @param firstHigh high half of the id of the task that claimed first
 * @param firstLow low half of it
 * @param content a fingerprint of what a repeat must have in common with the first; null where the
 *     stage does not look at it, or did not yet when the claim was written
 */
public record Claim(boolean done, long firstHigh, long firstLow, @Nullable Long content) {

  /** A claim of {@code first}. */
  public static Claim of(boolean done, TaskId first, @Nullable Long content) {
    return new Claim(done, first.high(), first.low(), content);
  }

  /** The task that claimed first. */
  public TaskId first() {
    return new TaskId(firstHigh, firstLow);
  }

  /** Whether a task of {@code other} content would overwrite what the first has done. */
  public boolean conflictsWith(@Nullable Long other) {
    return content != null && other != null && !content.equals(other);
  }
}
