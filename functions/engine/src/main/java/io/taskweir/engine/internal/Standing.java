package io.taskweir.engine.internal;

import io.taskweir.state.Timeline;
import io.taskweir.state.WindowTotal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.Nullable;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * One key on the heap: its timeline as it was read, and over it all that has changed since. It
 * never outlives a barrier, and while it lives nothing but {@link Rollup} touches the key's state.
 *
 * <p>News are what a window has not yet said. Of the finest window they come with the timeline. Of
 * another they are what has come in since then; a delta that lies in state is joined to them only
 * when the window fires or the key goes back into state. Nearly every item goes to the window of
 * the item before it, so that one stands apart: an item costs no look-up then, and a key of one
 * window no map.
 */
final class Standing<A> {

  /** The clock of a key that has seen nothing; far from overflow. */
  static final long NO_CLOCK = Long.MIN_VALUE / 2;

  /** When nothing is due. */
  static final long NEVER = Long.MAX_VALUE;

  private static final long[] NOTHING = {};

  @Nullable private final Object name;
  private final Tuple2<Long, Long> stageKey;
  @Nullable private final Timeline<A> read;
  private final String tenant;
  private long clock;
  private long timer;
  private boolean changed;
  private long latest;
  @Nullable private A news;
  @Nullable private Map<Long, A> others;
  private final long[] storedWhenRead;
  private long[] stored;
  private long due;
  private final Map<Long, WindowTotal<A>> totals = new HashMap<>(2);
  @Nullable private NavigableSet<Long> said;
  private long[] saidInState = NOTHING;

  /**
   * A key on the heap.
   *
   * @param name what items call it; null where no item does
   * @param stageKey what state calls it
   * @param read its timeline; null where it has none
   * @param tenant whose it is where it has none
   */
  Standing(
      @Nullable Object name,
      Tuple2<Long, Long> stageKey,
      @Nullable Timeline<A> read,
      String tenant) {
    this.name = name;
    this.stageKey = stageKey;
    this.read = read;
    this.tenant = read == null ? tenant : read.tenant();
    this.clock = read == null ? NO_CLOCK : read.clock();
    this.timer = read == null ? Timeline.NO_TIMER : read.timer();
    long[] pending = read == null ? NOTHING : read.pending();
    this.due = NEVER;
    for (long window : pending) {
      due = Math.min(due, Levels.end(window));
    }
    this.news = read == null ? null : read.finest();
    if (news == null) {
      this.storedWhenRead = pending;
    } else {
      this.latest = Arrays.stream(pending).filter(Levels::isFinest).findFirst().orElseThrow();
      this.storedWhenRead = Arrays.stream(pending).filter(window -> window != latest).toArray();
    }
    this.stored = storedWhenRead;
  }

  @Nullable
  Object name() {
    return name;
  }

  Tuple2<Long, Long> stageKey() {
    return stageKey;
  }

  @Nullable
  Timeline<A> read() {
    return read;
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
    boolean isFirstOfKey = !changed;
    changed = true;
    if (news != null && window == latest) {
      news = added;
      return isFirstOfKey;
    }
    due = Math.min(due, Levels.end(window));
    boolean isFirst = others == null || others.remove(window) == null;
    if (news != null) {
      others = others == null ? new HashMap<>(4) : others;
      others.put(latest, news);
    }
    latest = window;
    news = added;
    return isFirstOfKey || isFirst;
  }

  /**
   * The windows that have something to say, finer ones first, with their news; null where all that
   * they have lies in {@code delta}.
   */
  NavigableMap<Long, A> unfired() {
    NavigableMap<Long, A> all = new TreeMap<>(Levels.FINER_FIRST);
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
    changed = true;
    news = null;
    others = null;
    stored = stillStored;
    due = NEVER;
    for (Map.Entry<Long, A> window : unfired.entrySet()) {
      due = Math.min(due, Levels.end(window.getKey()));
      if (window.getValue() == null) {
        continue;
      }
      if (news != null) {
        others = others == null ? new HashMap<>(4) : others;
        others.put(latest, news);
      }
      latest = window.getKey();
      news = window.getValue();
    }
  }

  /** Whether something was taken in or fired since it was read. */
  boolean isChanged() {
    return changed;
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
    return totals;
  }

  /** How many windows are held. */
  int entries() {
    return (news == null ? 0 : 1) + (others == null ? 0 : others.size()) + totals.size();
  }

  /** How many windows that have fired are remembered. */
  int remembered() {
    return said == null ? 0 : said.size();
  }
}
