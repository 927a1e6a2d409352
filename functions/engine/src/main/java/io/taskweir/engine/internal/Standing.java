package io.taskweir.engine.internal;

import io.taskweir.state.Timeline;
import java.util.HashMap;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * One key on the heap: its timeline as it was read, and what has come in since, of each finest
 * window apart. It never outlives a barrier.
 */
final class Standing<A> {

  /** The clock of a key that has seen nothing; far from overflow. */
  static final long NO_CLOCK = Long.MIN_VALUE / 2;

  private static final long[] NOTHING = {};

  @Nullable private final Timeline read;
  private final String tenant;
  private final Map<Long, A> deltas = new HashMap<>(4);
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

  /** What has come in since the timeline was read, by finest window. */
  Map<Long, A> deltas() {
    return deltas;
  }

  /** Puts a window's delta with an item of {@code time} in it; true where it is the first. */
  boolean put(long window, A delta, long time) {
    clock = Math.max(clock, time);
    return deltas.put(window, delta) == null;
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
