package io.taskweir.engine;

import java.util.List;

/**
 * What a trigger hands to its task: all items of a key since it last fired.
 *
 * @param items the items, in order of arrival; empty where a schedule fired on nothing
 * @param cause why it fired
 * @param due when it was due, in epoch milliseconds: the cron time without jitter, the end of the
 *     wait, or for a count and the end of the input the moment of firing
 * @param firing 1 for the first firing of its key, then one more each time
 */
public record Batch<I>(List<I> items, Cause cause, long due, long firing) {

  /** Why a trigger fired. Add at the end. */
  public enum Cause {
    /** The number of items was reached. */
    COUNT,
    /** A cron time came. */
    SCHEDULE,
    /** The longest wait was over. */
    WAIT,
    /** The input has ended. */
    END
  }
}
