package io.taskweir.engine.internal;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * The keys that are on the heap, so that a key that repeats goes to state once between two
 * barriers. Where keys do not repeat it is of no use, so it turns itself off for a while; then
 * nothing is put here.
 */
final class Bundle<A> {

  /** Fewer items an entry than this, and holding them back does not pay. */
  private static final int WORTH = 2;

  private final Bundling limits;
  private Map<Object, Standing<A>> named = new HashMap<>();
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

  /** The key of that name; see {@link Arrivals#name}. */
  @Nullable
  Standing<A> named(Object name) {
    return named.get(name);
  }

  @Nullable
  Standing<A> get(Tuple2<Long, Long> key) {
    return keys.get(key);
  }

  void hold(Standing<A> standing) {
    named.put(standing.name(), standing);
    keys.put(standing.stageKey(), standing);
    earliestEnd = Math.min(earliestEnd, standing.due());
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

  /** All that is held. */
  List<Standing<A>> held() {
    return List.copyOf(keys.values());
  }

  /** Gives up one key; {@link #recount} after it. */
  void giveUp(Standing<A> standing) {
    named.remove(standing.name());
    keys.remove(standing.stageKey());
  }

  /** Counts anew, when what is due of the keys has fired. */
  void recount() {
    entries = 0;
    earliestEnd = Long.MAX_VALUE;
    for (Standing<A> key : keys.values()) {
      entries += key.entries();
      earliestEnd = Math.min(earliestEnd, key.due());
    }
  }

  /** Whether so far holding keys back was not worth it. */
  boolean isWorthless() {
    return sampledItems >= limits.sample() && sampledItems < WORTH * sampledEntries;
  }

  /** Gives up all that is held; where that was not worth it, nothing is held for a while. */
  Collection<Standing<A>> drain() {
    Collection<Standing<A>> drained = keys.values();
    named = new HashMap<>();
    keys = new HashMap<>();
    entries = 0;
    earliestEnd = Long.MAX_VALUE;
    if (sampledItems >= limits.sample()) {
      pause = isWorthless() ? limits.pause() : 0;
      sampledItems = 0;
      sampledEntries = 0;
    }
    return drained;
  }
}
