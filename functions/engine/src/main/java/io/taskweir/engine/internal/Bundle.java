package io.taskweir.engine.internal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * The keys that are on the heap: a key that repeats goes to state once between two barriers, and
 * all go there in state's own order.
 */
final class Bundle<A> {

  private final Bundling limits;
  private Map<Object, Standing<A>> named = new HashMap<>();
  @Nullable private Map<Tuple2<Long, Long>, Standing<A>> byKey;
  private int entries;
  private long earliestEnd = Long.MAX_VALUE;

  Bundle(Bundling limits) {
    this.limits = limits;
  }

  /** The key of that name; see {@link Arrivals#name}. */
  @Nullable
  Standing<A> named(Object name) {
    return named.get(name);
  }

  /** The key that state calls so. Only timers ask, many at a time, so an index is made for them. */
  @Nullable
  Standing<A> get(Tuple2<Long, Long> key) {
    if (byKey == null) {
      byKey = new HashMap<>();
      named.values().forEach(standing -> byKey.put(standing.stageKey(), standing));
    }
    return byKey.get(key);
  }

  void hold(Standing<A> standing) {
    named.put(standing.name(), standing);
    byKey = null;
  }

  /**
   * Counts an item that is held back.
   *
   * @param entry whether it is the first of its window
   * @param nextEnd the watermark that has something to fire for it
   */
  void heldItem(boolean entry, long nextEnd) {
    entries += entry ? 1 : 0;
    expect(nextEnd);
  }

  /** Takes in which watermark has something to fire of a key that is held. */
  void expect(long end) {
    earliestEnd = Math.min(earliestEnd, end);
  }

  boolean isEmpty() {
    return named.isEmpty();
  }

  boolean isFull() {
    return entries >= limits.entries() || named.size() >= limits.entries();
  }

  /** The watermark that has something to fire of what is held. */
  long earliestEnd() {
    return earliestEnd;
  }

  int entries() {
    return entries;
  }

  /** All that is held, in the order of state. */
  List<Standing<A>> held() {
    return named.values().stream().sorted(Comparator.comparingLong(Standing::place)).toList();
  }

  /** Gives up one key; {@link #recount} after it. */
  void giveUp(Standing<A> standing) {
    named.remove(standing.name());
    byKey = null;
  }

  /** Counts anew, when what is due of the keys has fired. */
  void recount() {
    entries = 0;
    earliestEnd = Long.MAX_VALUE;
    for (Standing<A> key : named.values()) {
      entries += key.entries();
      expect(key.due());
    }
  }

  /** Gives up all that is held, in the order of state. */
  List<Standing<A>> drain() {
    List<Standing<A>> drained = held();
    // What comes next is likely to be as much.
    named = new HashMap<>(2 * drained.size());
    byKey = null;
    entries = 0;
    earliestEnd = Long.MAX_VALUE;
    return drained;
  }
}
