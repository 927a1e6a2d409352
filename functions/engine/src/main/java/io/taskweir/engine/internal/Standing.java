package io.taskweir.engine.internal;

import io.taskweir.state.Timeline;
import java.util.HashMap;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * One key on the heap: its timeline as it was read, and what has come in since, of each finest
 * window apart. It never outlives a barrier.
 *
 * <p>Nearly every item goes to the window of the item before it, so that one stands apart: an item
 * costs no look-up then, and a key of one window no map.
 */
final class Standing<A> {

  /** The clock of a key that has seen nothing; far from overflow. */
  static final long NO_CLOCK = Long.MIN_VALUE / 2;

  private static final long[] NOTHING = {};

  @Nullable private final Timeline read;
  private final String tenant;
  private long latest;
  @Nullable private A delta;
  @Nullable private Map<Long, A> others;
  private long clock;

  /** A key whose timeline was read; null where it has none and is a key of {@code tenant}. */
  Standing(@Nullable Timeline read, String tenant) {
    this.read = read;
    this.tenant = read == null ? tenant : read.tenant();
    this.clock = read == null ? NO_CLOCK : read.clock();
  }

  @Nullable
  Timeline read() {
    return read;
  }

  String tenant() {
    return tenant;
  }

  long clock() {
    return clock;
  }

  /** What has come in of a finest window since the timeline was read; null where nothing has. */
  @Nullable
  A delta(long window) {
    if (delta != null && window == latest) {
      return delta;
    }
    return others == null ? null : others.get(window);
  }

  /** What has come in since the timeline was read, by finest window. */
  Map<Long, A> deltas() {
    Map<Long, A> all = others == null ? new HashMap<>(2) : new HashMap<>(others);
    if (delta != null) {
      all.put(latest, delta);
    }
    return all;
  }

  /** How many windows something has come in of. */
  int windows() {
    return (delta == null ? 0 : 1) + (others == null ? 0 : others.size());
  }

  /** Puts a window's delta with an item of {@code time} in it; true where it is the first. */
  boolean put(long window, A added, long time) {
    clock = Math.max(clock, time);
    if (delta != null && window == latest) {
      delta = added;
      return false;
    }
    boolean isFirst = others == null || others.remove(window) == null;
    if (delta != null) {
      others = others == null ? new HashMap<>(4) : others;
      others.put(latest, delta);
    }
    latest = window;
    delta = added;
    return isFirst;
  }

  /** The windows whose delta lies in state. */
  long[] pending() {
    return read == null ? NOTHING : read.pending();
  }

  boolean isPending(long window) {
    for (long pending : pending()) {
      if (pending == window) {
        return true;
      }
    }
    return false;
  }
}
