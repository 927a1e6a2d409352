package io.taskweir.engine.internal;

import java.util.Collection;
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
  private Map<Tuple2<Long, Long>, Standing<A>> keys = new HashMap<>();
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

  @Nullable
  Standing<A> get(Tuple2<Long, Long> key) {
    return keys.get(key);
  }

  void hold(Standing<A> standing) {
    named.put(standing.name(), standing);
    keys.put(standing.stageKey(), standing);
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

  /** All that is held, in the order of state. */
  List<Standing<A>> held() {
    return inOrder(keys.values());
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

  /** Gives up all that is held, in the order of state. */
  List<Standing<A>> drain() {
    List<Standing<A>> drained = held();
    named = new HashMap<>();
    keys = new HashMap<>();
    entries = 0;
    earliestEnd = Long.MAX_VALUE;
    return drained;
  }

  private static <A> List<Standing<A>> inOrder(Collection<Standing<A>> keys) {
    return keys.stream().sorted(Comparator.comparingLong(Standing::place)).toList();
  }
}
