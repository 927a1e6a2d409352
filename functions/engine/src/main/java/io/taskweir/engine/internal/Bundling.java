package io.taskweir.engine.internal;

import java.io.Serializable;

/**
 * How a consolidation holds keys on the heap before it brings them into state.
 *
 * @param entries keys, or windows with something new, that are held before all go into state; a
 *     flush before the barrier blocks the subtask, so not many more than 50,000
 * @param millis how long what is due by the clock of its key waits at most, in milliseconds of
 *     processing time, so that what comes meanwhile is in it
 * @param remembered windows of a key that have fired and may still be corrected; a key of more goes
 *     into state each time that one fires, so that it does not fill the heap
 */
public record Bundling(int entries, long millis, int remembered) implements Serializable {

  /**
   * 50,000 entries and 5 s. Half of the usual interval of checkpoints, with which results become
   * visible: firing more often would show nothing sooner.
   */
  public static final Bundling DEFAULT = new Bundling(50_000, 5_000, 64);
}
