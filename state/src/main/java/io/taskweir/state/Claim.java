package io.taskweir.state;

import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * Who holds a key of idempotency. A failed claim is no claim: it is removed, and the next task of
 * that key runs.
 *
 * @param done true once its task has succeeded, and only then others are suppressed; false while
 *     the task waits for its next attempt, and then others wait for it
 * @param firstHigh high half of the id of the task that claimed first; 0, as the low half, where it
 *     is not kept
 * @param firstLow low half of it
 * @param content a fingerprint of what a repeat must have in common with the first; null where the
 *     stage does not look at it, or did not yet when the claim was written
 * @param since when it was done, in milliseconds of processing time after the epoch, where it went
 *     into state later than that; null where state knows
 */
@TypeInfo(ClaimTypeInfo.Factory.class)
public record Claim(
    boolean done, long firstHigh, long firstLow, @Nullable Long content, @Nullable Long since) {

  /** A claim of a key that is done, where nobody asks by whom or with what. */
  public static final Claim DONE = new Claim(true, 0, 0, null, null);

  /** A claim of {@code first}. */
  public static Claim of(boolean done, TaskId first, @Nullable Long content) {
    return new Claim(done, first.high(), first.low(), content, null);
  }

  /** The same, done at {@code time}. */
  public Claim since(long time) {
    return new Claim(done, firstHigh, firstLow, content, time);
  }

  /** The task that claimed first; null where that is not kept. */
  @Nullable
  public TaskId first() {
    return keepsFirst() ? new TaskId(firstHigh, firstLow) : null;
  }

  /** Whether it says who was first. */
  boolean keepsFirst() {
    return firstHigh != 0 || firstLow != 0;
  }

  /** Whether a task of {@code other} content would overwrite what the first has done. */
  public boolean conflictsWith(@Nullable Long other) {
    return content != null && other != null && !content.equals(other);
  }
}
