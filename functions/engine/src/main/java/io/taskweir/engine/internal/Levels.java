package io.taskweir.engine.internal;

import io.taskweir.engine.Window;
import io.taskweir.engine.WindowCalendar;
import io.taskweir.engine.WindowLength;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;

/**
 * The lengths of a consolidation, and what its windows are called in state: a long, {@code end * 8
 * + level}, level 0 the finest. By its end, since that is what a window is asked for: whether it is
 * due, late or gone is then a comparison, and its start is looked up only when it fires.
 */
final class Levels {

  /** Finer levels before coarser ones, and windows of one level by their start. */
  static final Comparator<Long> FINER_FIRST =
      Comparator.<Long>comparingInt(Levels::level).thenComparing(Comparator.naturalOrder());

  private static final int LEVEL_BITS = 3;

  private final List<WindowLength> lengths;
  private final WindowCalendar[] calendars;

  Levels(List<WindowLength> lengths, ZoneId zone) {
    this.lengths = lengths;
    calendars =
        lengths.stream()
            .map(length -> new WindowCalendar(zone, length))
            .toArray(WindowCalendar[]::new);
  }

  static long end(long window) {
    return window >> LEVEL_BITS;
  }

  static int level(long window) {
    return (int) (window & (1 << LEVEL_BITS) - 1);
  }

  /** The finest window that holds {@code time}. */
  long finest(long time) {
    return window(0, time);
  }

  static boolean isFinest(long window) {
    return level(window) == 0;
  }

  boolean isCoarsest(long window) {
    return level(window) == calendars.length - 1;
  }

  /** The window of the next level that holds {@code window}. */
  long coarser(long window) {
    return window(level(window) + 1, end(window) - 1);
  }

  /**
   * The earliest end after {@code time} of {@code finest} and the windows that hold it, so where a
   * watermark has something to fire; {@link Long#MAX_VALUE} where it has passed them all.
   */
  long nextEnd(long finest, long time) {
    for (int level = 0; level < calendars.length; level++) {
      long end = level == 0 ? end(finest) : calendars[level].end(end(finest) - 1);
      if (end > time) {
        return end;
      }
    }
    return Long.MAX_VALUE;
  }

  /** A window as users see it. */
  Window describe(long window) {
    int level = level(window);
    return new Window(
        calendars[level].start(end(window) - 1), end(window), lengths.get(level).text());
  }

  private long window(int level, long time) {
    return (calendars[level].end(time) << LEVEL_BITS) + level;
  }
}
