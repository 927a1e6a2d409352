package io.taskweir.engine.internal;

import java.io.Serializable;

/**
 * How a consolidation bundles on the heap what it then brings into state.
 *
 * @param entries windows with something new that are held before all go into state; a flush before
 *     the barrier blocks the subtask, so not many more than 50,000
 * @param millis how long an item is held at most, in milliseconds of processing time
 * @param sample items after which it is judged; below two items an entry it turns itself off. Many
 *     flushes should fall into it: one that a barrier or a watermark cut short says little of keys
 * @param pause items that are then taken singly before it is tried again
 */
public record Bundling(int entries, long millis, int sample, int pause) implements Serializable {

  /**
   * 50,000 entries, 5 s, judged every 100,000 items, off for a million. Half of the usual interval
   * of checkpoints, with which results become visible: a flush the more would show nothing sooner.
   */
  public static final Bundling DEFAULT = new Bundling(50_000, 5_000, 100_000, 1_000_000);
}
