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
import java.util.TreeSet;
import javax.annotation.Nullable;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/**
 * The windows of the current key in state, and what it takes to fire them.
 *
 * <p>State: {@code timeline}; {@code delta} by window, what it holds and has not yet said; {@code
 * total} by window, what it has said; {@code fired}, which windows have a total, so that none is
 * looked for in vain. A window is unfired only while it holds the key's clock, so a timeline names
 * one a length at most, and {@code fired} is touched only when something fires.
 *
 * @param <A> a summary
 */
final class Rollup<A> {

  private final Consolidation<?, A, ?> consolidation;
  private final Levels levels;
  private final long lateness;
  private final ValueState<Timeline> timeline;
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
    timeline = store.getState(kept(new ValueStateDescriptor<>("timeline", type()), spec));
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

  /** The current key as it stands; a new one belongs to {@code tenant}. */
  Standing<A> read(String tenant) throws Exception {
    return new Standing<>(timeline.value(), tenant);
  }

  /**
   * Brings what is new of the current key into state and fires what is due: finer lengths before
   * coarser ones, windows in the order of their start. Each window's delta goes into the coarser
   * window that holds it, so that each item enters each length once.
   *
   * @return what fired, in that order; its summaries may lie in state, so none may be changed
   */
  List<Firing<A>> settle(
      Standing<A> key, long watermark, InternalTimerService<VoidNamespace> timers)
      throws Exception {
    if (key.read() == null && key.windows() == 0) {
      return List.of();
    }
    NavigableMap<Long, A> unfired = new TreeMap<>(Levels.FINER_FIRST);
    for (long window : key.pending()) {
      unfired.put(window, null);
    }
    for (Map.Entry<Long, A> entry : key.deltas().entrySet()) {
      A before = stored(key, entry.getKey());
      unfired.put(
          entry.getKey(),
          before == null ? entry.getValue() : consolidation.merge(before, entry.getValue()));
    }
    List<Firing<A>> firings = fire(key, unfired, Math.max(key.clock(), watermark));
    for (Map.Entry<Long, A> entry : unfired.entrySet()) {
      if (entry.getValue() != null) {
        delta.put(entry.getKey(), entry.getValue());
      }
    }
    write(key, unfired, timers);
    return firings;
  }

  /**
   * Fires and takes out of {@code unfired} what ends up to {@code reached}. A value of {@code
   * unfired} is all of a window's delta; null where that lies in state, untouched.
   */
  private List<Firing<A>> fire(Standing<A> key, NavigableMap<Long, A> unfired, long reached)
      throws Exception {
    List<Firing<A>> firings = new ArrayList<>();
    @Nullable NavigableSet<Long> said = null;
    @Nullable long[] stored = null;
    @Nullable Long window = unfired.isEmpty() ? null : unfired.firstKey();
    for (; window != null; window = unfired.higherKey(window)) {
      if (Levels.end(window) > reached) {
        continue;
      }
      A news = unfired.get(window);
      news = news == null ? stored(key, window) : news;
      unfired.remove(window);
      if (key.isPending(window)) {
        delta.remove(window);
      }
      if (news == null) {
        continue; // its lifetime is over
      }
      if (!levels.isCoarsest(window)) {
        pass(key, unfired, levels.coarser(window), news);
      }
      if (said == null) {
        stored = fired.value();
        said = said(stored);
      }
      firings.add(say(key, said, window, news));
    }
    if (said != null) {
      drop(said, stored, key.clock());
    }
    return firings;
  }

  /** Puts into a coarser window what a finer one has just said for the first time. */
  private void pass(Standing<A> key, Map<Long, A> unfired, long coarser, A news) throws Exception {
    A before = unfired.get(coarser);
    before = before == null ? stored(key, coarser) : before;
    unfired.put(
        coarser, consolidation.merge(before == null ? consolidation.empty() : before, news));
  }

  /** Adds a window's news to its total, which is kept while it may still be corrected. */
  private Firing<A> say(Standing<A> key, NavigableSet<Long> said, long window, A news)
      throws Exception {
    WindowTotal<A> before = said.contains(window) ? total.get(window) : null;
    WindowTotal<A> now =
        before == null
            ? new WindowTotal<>(1, news)
            : new WindowTotal<>(before.version() + 1, consolidation.merge(before.summary(), news));
    if (!isGone(window, key.clock())) {
      total.put(window, now);
      said.add(window);
    }
    return new Firing<>(window, now.version(), now.summary());
  }

  private static NavigableSet<Long> said(@Nullable long[] stored) {
    NavigableSet<Long> said = new TreeSet<>();
    for (int i = 0; stored != null && i < stored.length; i++) {
      said.add(stored[i]);
    }
    return said;
  }

  /** Forgets the windows that nothing can correct any more: all further items are late for them. */
  private void drop(NavigableSet<Long> said, @Nullable long[] stored, long clock) throws Exception {
    while (!said.isEmpty() && isGone(said.first(), clock)) {
      total.remove(said.pollFirst());
    }
    long[] windows = said.stream().mapToLong(window -> window).toArray();
    if (windows.length > 0) {
      fired.update(windows);
    } else if (stored != null) {
      fired.clear();
    }
  }

  private boolean isGone(long window, long clock) {
    return Levels.end(window) <= clock - lateness;
  }

  private void write(
      Standing<A> key, NavigableMap<Long, A> unfired, InternalTimerService<VoidNamespace> timers)
      throws Exception {
    long before = key.read() == null ? Timeline.NO_TIMER : key.read().timer();
    long due = unfired.keySet().stream().mapToLong(Levels::end).min().orElse(Timeline.NO_TIMER);
    long[] pending = unfired.keySet().stream().mapToLong(window -> window).toArray();
    if (due != before && before != Timeline.NO_TIMER) {
      timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, before);
    }
    if (due != before && due != Timeline.NO_TIMER) {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, due);
    }
    boolean same =
        key.read() != null
            && key.read().clock() == key.clock()
            && due == before
            && Arrays.equals(pending, key.pending());
    if (!same) {
      timeline.update(new Timeline(key.tenant(), key.clock(), due, pending));
    }
  }

  @Nullable
  private A stored(Standing<A> key, long window) throws Exception {
    return key.isPending(window) ? delta.get(window) : null;
  }

  private static TypeInformation<Timeline> type() {
    return TypeInformation.of(Timeline.class);
  }

  private static <D extends StateDescriptor<?, ?>> D kept(
      D descriptor, ConsolidateSpec<?, ?, ?> spec) {
    return Lifetime.since(descriptor, spec.keep());
  }
}
