package io.taskweir.engine.internal;

import io.taskweir.engine.Consolidation;
import io.taskweir.state.Lifetime;
import io.taskweir.state.Timeline;
import io.taskweir.state.WindowTotal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import javax.annotation.Nullable;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/**
 * The windows of the current key in state, and what it takes to fire them.
 *
 * <p>What fires does so on the heap, in a {@link Standing}; {@link #write} alone changes state. So
 * a key whose windows fire several times between two barriers costs state what it costs once.
 *
 * <p>State: {@code timeline}, and in it what the finest window holds and has not yet said; {@code
 * delta}, the same by window of the coarser ones, which change only when a finer one fires; {@code
 * total} by window, what it has said; {@code fired}, which windows have a total, so that none is
 * looked for in vain. A window in state is unfired only while it holds the key's clock, so a
 * timeline names one a length at most, and {@code fired} is touched only when something has fired.
 * So an item that fires nothing costs a read and a write of one value, whatever the lengths.
 *
 * @param <A> a summary
 */
final class Rollup<A> {

  private final Consolidation<?, A, ?> consolidation;
  private final Levels levels;
  private final long lateness;
  private final ValueStateDescriptor<Timeline<A>> timelines;
  private final ValueState<Timeline<A>> timeline;
  private final ValueState<long[]> fired;
  private final MapState<Long, A> delta;
  private final MapState<Long, WindowTotal<A>> total;

  /**
   * A window that has fired.
   *
   * @param window which; see {@link Levels}
   * @param version how often it has
   * @param summary of all its items
   */
  record Firing<A>(long window, int version, A summary) {}

  Rollup(KeyedStateStore store, ConsolidateSpec<?, A, ?> spec, Levels levels) {
    this.consolidation = spec.consolidation();
    this.levels = levels;
    this.lateness = spec.lateness().toMillis();
    // All four. Too short: a key that falls silent for longer begins anew, its windows at version
    // 1, and what they had not said is lost. Too long: the windows of keys that are gone lie on.
    timelines =
        kept(new ValueStateDescriptor<>("timeline", Payloads.timeline(spec.summary())), spec);
    timeline = store.getState(timelines);
    fired =
        store.getState(
            kept(
                new ValueStateDescriptor<>(
                    "fired", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO),
                spec));
    delta =
        store.getMapState(
            kept(new MapStateDescriptor<>("delta", Types.LONG, spec.summary()), spec));
    total =
        store.getMapState(
            kept(
                new MapStateDescriptor<>("total", Types.LONG, Payloads.total(spec.summary())),
                spec));
  }

  /** Reads the timeline of the current key. */
  void read(Standing<A> key) throws Exception {
    key.read(timeline.value(), consolidation::merge);
  }

  /** The highest clock of all keys that {@code backend} has, or none; it reads them all. */
  long highestClock(KeyedStateBackend<?> backend) throws Exception {
    long[] highest = {Standing.NO_CLOCK};
    backend.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        timelines,
        (key, state) -> {
          Timeline<A> read = state.value();
          if (read != null) {
            highest[0] = Math.max(highest[0], read.clock());
          }
        });
    return highest[0];
  }

  /**
   * Fires what is due of the current key, on the heap, where something is: finer lengths before
   * coarser ones, windows in the order of their start. What a window says for the first time goes
   * into the coarser window that holds it, so that each item enters each length once.
   *
   * @return what fired, in that order; its summaries may lie in state, so none may be changed
   */
  List<Firing<A>> fire(Standing<A> key, long watermark) throws Exception {
    long reached = Math.max(key.clock(), watermark);
    if (!key.knowsSaid()) {
      key.knowSaid(key.isInState() ? fired.value() : null);
    }
    List<Firing<A>> firings = new ArrayList<>();
    NavigableMap<Long, A> unfired = new TreeMap<>(Levels.FINER_FIRST);
    unfired.putAll(key.unfired());
    @Nullable Long window = unfired.firstKey();
    for (; window != null; window = unfired.higherKey(window)) {
      if (Levels.end(window) > reached) {
        continue;
      }
      A all = withStored(key, window, unfired.remove(window));
      if (all == null) {
        continue; // its lifetime is over
      }
      if (!levels.isCoarsest(window)) {
        pass(unfired, levels.coarser(window), all);
      }
      firings.add(say(key, window, all));
    }
    drop(key);
    key.left(unfired, Arrays.stream(key.stored()).filter(unfired::containsKey).toArray());
    return firings;
  }

  /** Puts into a coarser window what a finer one has just said for the first time. */
  private void pass(Map<Long, A> unfired, long coarser, A said) {
    A before = unfired.get(coarser);
    unfired.put(
        coarser, consolidation.merge(before == null ? consolidation.empty() : before, said));
  }

  /** Adds to a window's total, which is kept while it may still be corrected. */
  private Firing<A> say(Standing<A> key, long window, A more) throws Exception {
    WindowTotal<A> before = key.totals().get(window);
    if (before == null && key.said().contains(window)) {
      before = total.get(window);
    }
    WindowTotal<A> now =
        before == null
            ? new WindowTotal<>(1, more)
            : new WindowTotal<>(before.version() + 1, consolidation.merge(before.summary(), more));
    if (!isGone(window, key.clock())) {
      key.say(window, now);
    }
    return new Firing<>(window, now.version(), now.summary());
  }

  /** Forgets the windows that nothing can correct any more: all further items are late for them. */
  private void drop(Standing<A> key) {
    NavigableSet<Long> said = key.said();
    while (!said.isEmpty() && isGone(said.first(), key.clock())) {
      key.forgetFirst();
    }
  }

  /** Whether by {@code clock} all further items of a window are late. */
  boolean isGone(long window, long clock) {
    return Levels.end(window) <= clock - lateness;
  }

  /** Brings into state what is new of the current key. It is not to be used after that. */
  void write(Standing<A> key, InternalTimerService<VoidNamespace> timers) throws Exception {
    if (key.isNew()) {
      return;
    }
    Map<Long, A> unfired = key.unfired();
    A finest = writeDeltas(key, unfired);
    if (key.knowsSaid()) {
      writeTotals(key);
    }
    long due = key.due();
    if (due != key.timer() && key.timer() != Timeline.NO_TIMER) {
      timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, key.timer());
    }
    if (due != key.timer() && due != Timeline.NO_TIMER) {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, due);
    }
    if (key.isChanged() || key.timer() != due) {
      long[] pending = new long[unfired.size()];
      int number = 0;
      for (long window : unfired.keySet()) {
        pending[number++] = window;
      }
      timeline.update(new Timeline<>(key.tenant(), key.clock(), due, pending, finest));
    }
  }

  /** Writes what is new of the coarser windows; returns what the finest holds, if anything. */
  @Nullable
  private A writeDeltas(Standing<A> key, Map<Long, A> unfired) throws Exception {
    A finest = null;
    for (Map.Entry<Long, A> entry : unfired.entrySet()) {
      if (entry.getValue() == null) {
        continue;
      }
      A all = withStored(key, entry.getKey(), entry.getValue());
      if (Levels.isFinest(entry.getKey())) {
        finest = all;
      } else {
        delta.put(entry.getKey(), all);
      }
    }
    for (long window : key.storedWhenRead()) {
      boolean isInTimeline = Levels.isFinest(window) && unfired.get(window) != null;
      if (!unfired.containsKey(window) || isInTimeline) {
        delta.remove(window);
      }
    }
    return finest;
  }

  private void writeTotals(Standing<A> key) throws Exception {
    NavigableSet<Long> said = key.said();
    for (long window : key.saidInState()) {
      if (!said.contains(window)) {
        total.remove(window);
      }
    }
    for (Map.Entry<Long, WindowTotal<A>> entry : key.totals().entrySet()) {
      total.put(entry.getKey(), entry.getValue());
    }
    if (!said.isEmpty()) {
      fired.update(said.stream().mapToLong(window -> window).toArray());
    } else if (key.saidInState().length > 0) {
      fired.clear();
    }
  }

  /** A window's news with what lies in {@code delta} of it; null where there is neither. */
  @Nullable
  private A withStored(Standing<A> key, long window, @Nullable A news) throws Exception {
    A stored = key.isStored(window) ? delta.get(window) : null;
    if (stored == null || news == null) {
      return stored == null ? news : stored;
    }
    return consolidation.merge(stored, news);
  }

  private static <D extends StateDescriptor<?, ?>> D kept(
      D descriptor, ConsolidateSpec<?, ?, ?> spec) {
    return Lifetime.since(descriptor, spec.keep());
  }
}
