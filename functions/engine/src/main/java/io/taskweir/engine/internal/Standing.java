package io.taskweir.engine.internal;

import io.taskweir.state.Timeline;
import io.taskweir.state.WindowTotal;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import javax.annotation.Nullable;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * One key on the heap: its timeline once that was read, and over it all that has come since. It
 * never outlives a barrier, and while it lives nothing but {@link Rollup} touches the key's state.
 *
 * <p>News are what a window has not yet said. Of the finest window they come with the timeline. Of
 * another they are what has come in since; a delta that lies in state is joined to them only when
 * the window fires or the key goes back into state. Nearly every item goes to the window of the
 * item before it, so that one stands apart: an item costs no look-up then, and a key of one window
 * no map.
 */
final class Standing<A> {

  /** The clock of a key that has seen nothing; far from overflow. */
  static final long NO_CLOCK = Long.MIN_VALUE / 2;

  /** When nothing is due. */
  static final long NEVER = Long.MAX_VALUE;

  private static final long[] NOTHING = {};

  @Nullable private final Object name;
  private final Tuple2<Long, Long> stageKey;
  private final long place;
  private String tenant;
  private boolean isRead;
  private boolean isInState;
  private boolean isChanged;
  private long clock = NO_CLOCK;
  private long timer = Timeline.NO_TIMER;
  private long latest;
  @Nullable private A news;
  @Nullable private Map<Long, A> others;
  private long[] storedWhenRead = NOTHING;
  private long[] stored = NOTHING;
  private long due = NEVER;
  @Nullable private Map<Long, WindowTotal<A>> totals;
  @Nullable private NavigableSet<Long> said;
  private long[] saidInState = NOTHING;

  /**
   * A key on the heap, before its timeline is read.
   *
   * @param name what items call it; null where no item does
   * @param stageKey what state calls it
   * @param place where it lies in state; see {@link KeyOrder}
   * @param tenant whose it is where it has no timeline
   */
  Standing(@Nullable Object name, Tuple2<Long, Long> stageKey, long place, String tenant) {
    this.name = name;
    this.stageKey = stageKey;
    this.place = place;
    this.tenant = tenant;
  }

  /**
   * Takes in its timeline, which is older than all that it has.
   *
   * @param timeline null where it has none
   * @param merge of two summaries, the older one first
   */
  void read(@Nullable Timeline<A> timeline, BinaryOperator<A> merge) {
    isRead = true;
    if (timeline == null) {
      return;
    }
    isInState = true;
    tenant = timeline.tenant();
    clock = Math.max(clock, timeline.clock());
    timer = timeline.timer();
    for (long window : timeline.pending()) {
      due = Math.min(due, Levels.end(window));
    }
    storedWhenRead =
        timeline.finest() == null
            ? timeline.pending()
            : takeFinest(timeline.pending(), timeline.finest(), merge);
    stored = storedWhenRead;
  }

  /** Joins what the finest window held to its news; returns the other windows. */
  private long[] takeFinest(long[] pending, A finest, BinaryOperator<A> merge) {
    long[] rest = new long[pending.length - 1];
    int number = 0;
    for (long window : pending) {
      if (Levels.isFinest(window)) {
        A since = news(window);
        set(window, since == null ? finest : merge.apply(finest, since));
      } else {
        rest[number++] = window;
      }
    }
    return rest;
  }

  /** Whether its timeline was read. */
  boolean isRead() {
    return isRead;
  }

  /** Whether it has a timeline, as far as that was read. */
  boolean isInState() {
    return isInState;
  }

  /** Where it lies in state; see {@link KeyOrder}. */
  long place() {
    return place;
  }

  @Nullable
  Object name() {
    return name;
  }

  Tuple2<Long, Long> stageKey() {
    return stageKey;
  }

  String tenant() {
    return tenant;
  }

  long clock() {
    return clock;
  }

  /** Whether nothing was ever accepted of it, so that there is nothing to keep. */
  boolean isNew() {
    return clock == NO_CLOCK;
  }

  /** The event time of its timer; {@link Timeline#NO_TIMER} where none is set. */
  long timer() {
    return timer;
  }

  /** Its timer has fired, so none is set. */
  void timerFired() {
    timer = Timeline.NO_TIMER;
  }

  /** Whether its own clock or {@code watermark} has reached the end of what has not been said. */
  boolean isDue(long watermark) {
    return due != NEVER && due <= Math.max(clock, watermark);
  }

  /** The earliest end of a window that has something to say; {@link #NEVER} where none has. */
  long due() {
    return due;
  }

  /** The news of a finest window; null where there are none. */
  @Nullable
  A news(long window) {
    if (news != null && window == latest) {
      return news;
    }
    return others == null ? null : others.get(window);
  }

  /**
   * Puts a window's news with an item of {@code time} in them; true where it is the first of the
   * key or of the window.
   */
  boolean put(long window, A added, long time) {
    clock = Math.max(clock, time);
    boolean isFirst = !isChanged || news(window) == null;
    isChanged = true;
    due = Math.min(due, Levels.end(window));
    set(window, added);
    return isFirst;
  }

  /** Sets a window's news; they are its latest ones. */
  private void set(long window, A all) {
    if (news == null || window == latest) {
      latest = window;
      news = all;
      return;
    }
    if (others == null) {
      others = new HashMap<>(4);
    }
    others.remove(window);
    others.put(latest, news);
    latest = window;
    news = all;
  }

  /**
   * The windows that have something to say, with their news; null where all that they have lies in
   * {@code delta}.
   */
  Map<Long, A> unfired() {
    if (stored.length == 0 && others == null) {
      return news == null ? Map.of() : Map.of(latest, news);
    }
    Map<Long, A> all = new HashMap<>();
    for (long window : stored) {
      all.put(window, null);
    }
    if (others != null) {
      all.putAll(others);
    }
    if (news != null) {
      all.put(latest, news);
    }
    return all;
  }

  /** Takes over which windows are left, of those that {@link #unfired} gave. */
  void left(Map<Long, A> unfired, long[] stillStored) {
    isChanged = true;
    news = null;
    others = null;
    stored = stillStored;
    due = NEVER;
    for (Map.Entry<Long, A> window : unfired.entrySet()) {
      due = Math.min(due, Levels.end(window.getKey()));
      if (window.getValue() != null) {
        set(window.getKey(), window.getValue());
      }
    }
  }

  /** Whether something was taken in or fired since it was read. */
  boolean isChanged() {
    return isChanged;
  }

  /** The windows that had something in {@code delta} when the timeline was read. */
  long[] storedWhenRead() {
    return storedWhenRead;
  }

  /** Those of them that have not yet said it. */
  long[] stored() {
    return stored;
  }

  boolean isStored(long window) {
    for (long one : stored) {
      if (one == window) {
        return true;
      }
    }
    return false;
  }

  /** Whether the windows that have fired are known, so that none need be read. */
  boolean knowsSaid() {
    return said != null;
  }

  /** Takes in which windows have a total in state. */
  void knowSaid(@Nullable long[] inState) {
    saidInState = inState == null ? NOTHING : inState;
    said = new TreeSet<>();
    for (long window : saidInState) {
      said.add(window);
    }
  }

  /** The windows that have a total, here or in state; {@link #knowsSaid} first. */
  NavigableSet<Long> said() {
    return said;
  }

  /** The windows that had a total when they were read. */
  long[] saidInState() {
    return saidInState;
  }

  /** The totals that are newer than those in state. */
  Map<Long, WindowTotal<A>> totals() {
    return totals == null ? Map.of() : totals;
  }

  /** Says a window, which may be corrected. */
  void say(long window, WindowTotal<A> total) {
    if (totals == null) {
      totals = new HashMap<>(4);
    }
    totals.put(window, total);
    said.add(window);
  }

  /** Forgets the earliest window that was said, which cannot be corrected any more. */
  void forgetFirst() {
    Long window = said.pollFirst();
    if (totals != null) {
      totals.remove(window);
    }
  }

  /** How many windows are held. */
  int entries() {
    return (news == null ? 0 : 1) + (others == null ? 0 : others.size()) + totals().size();
  }

  /** How many windows that have fired are remembered. */
  int remembered() {
    return said == null ? 0 : said.size();
  }
}
