package io.taskweir.state;

import javax.annotation.Nullable;

/**
 * Where one key of a consolidation stands in event time, and what its finest window holds: what
 * nearly every item asks for and changes, in one value.
 *
 * @param tenant whose key it is
 * @param clock the highest event time that was accepted, in epoch milliseconds
 * @param timer the event time of the timer that is set; {@link #NO_TIMER} where none is
 * @param pending the windows that hold what they have not yet said, one a length at most, as {@code
 *     end * 8 + level}
 * @param finest what the pending window of level 0 has not yet said; null where there is none, or
 *     where a build that did not have this field put it among the others, into {@code delta}
 * @param <A> a summary
 */
public record Timeline<A>(
    String tenant, long clock, long timer, long[] pending, @Nullable A finest) {

  /** The timer of a key that has none. */
  public static final long NO_TIMER = Long.MAX_VALUE;
}
