package io.taskweir.engine.internal;

import java.util.HashMap;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * The keys that are on the heap, so that a key that repeats goes to state once. Where keys do not
 * repeat it is of no use, so it turns itself off for a while; then nothing is put here.
 */
final class Bundle<A> {

  /** Fewer items an entry than this, and holding them back does not pay. */
  private static final int WORTH = 2;

  private final Bundling limits;
  private Map<Tuple2<Long, Long>, Standing<A>> keys = new HashMap<>();
  private int entries;
  private long earliestEnd = Long.MAX_VALUE;
  private long sampledItems;
  private long sampledEntries;
  private int pause;

  Bundle(Bundling limits) {
    this.limits = limits;
  }

  /** Whether it is on: what is taken in is held back. */
  boolean isOn() {
    return pause == 0;
  }

  @Nullable
  Standing<A> get(Tuple2<Long, Long> key) {
    return keys.get(key);
  }

  void hold(Tuple2<Long, Long> key, Standing<A> standing) {
    keys.put(key, standing);
  }

  /**
   * Counts an item that is held back.
   *
   * @param entry whether it is the first of its window
   * @param nextEnd the watermark that has something to fire for it
   */
  void heldItem(boolean entry, long nextEnd) {
    sampledItems++;
    sampledEntries += entry ? 1 : 0;
    entries += entry ? 1 : 0;
    earliestEnd = Math.min(earliestEnd, nextEnd);
  }

  /** Counts an item that was taken singly. */
  void singleItem() {
    pause--;
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  boolean isFull() {
    return entries >= limits.entries() || keys.size() >= limits.entries();
  }

  /** The watermark that has something to fire of what is held. */
  long earliestEnd() {
    return earliestEnd;
  }

  int entries() {
    return entries;
  }

  /** Gives up one key, for a timer of its own. */
  @Nullable
  Standing<A> remove(Tuple2<Long, Long> key) {
    Standing<A> standing = keys.remove(key);
    entries -= standing == null ? 0 : standing.windows();
    return standing;
  }

  /** Gives up all that is held, and judges whether holding it back was worth it. */
  Map<Tuple2<Long, Long>, Standing<A>> drain() {
    Map<Tuple2<Long, Long>, Standing<A>> drained = keys;
    keys = new HashMap<>();
    entries = 0;
    earliestEnd = Long.MAX_VALUE;
    if (sampledItems >= limits.sample()) {
      pause = sampledItems < WORTH * sampledEntries ? limits.pause() : 0;
      sampledItems = 0;
      sampledEntries = 0;
    }
    return drained;
  }
}
