package io.taskweir.state;

/**
 * Where one key of a consolidation stands in event time.
 *
 * @param tenant whose key it is
 * @param clock the highest event time that was accepted, in epoch milliseconds
 * @param timer the event time of the timer that is set; {@link #NO_TIMER} where none is
 * @param pending the windows that hold what they have not yet said, one a length at most, as {@code
 *     end * 8 + level}
 */
public record Timeline(String tenant, long clock, long timer, long[] pending) {

  /** The timer of a key that has none. */
  public static final long NO_TIMER = Long.MAX_VALUE;
}
