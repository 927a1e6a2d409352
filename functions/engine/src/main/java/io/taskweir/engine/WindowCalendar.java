package io.taskweir.engine;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/**
 * The windows of one length in one time zone: they tile all of time, each from its start up to, not
 * including, its end.
 *
 * <p>A window of a day and longer is a day, week, month, quarter or year of the zone, so a day has
 * 23 or 25 hours where clocks change. A shorter window starts at the day's first instant and then
 * every so many milliseconds that pass; the day's last window ends with the day. So an hour is
 * always an hour, a day of 25 hours has 25 of them, and all lengths nest.
 *
 * <p>A day begins at its first instant and ends at that of the next, also where clocks go back over
 * midnight and a date comes twice.
 *
 * <p>Cost: the bounds of the day (or longer window) that was asked for last are kept, so that the
 * usual call is arithmetic; another day costs some lookups in the zone's rules. Not for several
 * threads.
 */
public final class WindowCalendar {

  private final ZoneId zone;
  private final WindowLength length;
  private long from;
  private long until;

  /** The windows of {@code length} in {@code zone}. */
  public WindowCalendar(ZoneId zone, WindowLength length) {
    this.zone = zone;
    this.length = length;
  }

  /** The start of the window that holds {@code instant}, all in epoch milliseconds. */
  public long start(long instant) {
    turnTo(instant);
    return length.unit() == WindowLength.Unit.ELAPSED
        ? instant - (instant - from) % length.count()
        : from;
  }

  /** The end of the window that holds {@code instant}, all in epoch milliseconds. */
  public long end(long instant) {
    turnTo(instant);
    return length.unit() == WindowLength.Unit.ELAPSED
        ? Math.min(until, instant - (instant - from) % length.count() + length.count())
        : until;
  }

  /** Sets the bounds to those of the day or longer window that holds {@code instant}. */
  private void turnTo(long instant) {
    if (instant >= from && instant < until) {
      return;
    }
    LocalDate day = Instant.ofEpochMilli(instant).atZone(zone).toLocalDate();
    while (instant < firstInstant(day)) {
      day = day.minusDays(1);
    }
    while (instant >= firstInstant(day.plusDays(1))) {
      day = day.plusDays(1);
    }
    LocalDate first = first(day);
    from = firstInstant(first);
    until = firstInstant(next(first));
  }

  private LocalDate first(LocalDate day) {
    return switch (length.unit()) {
      case ELAPSED, DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH ->
          LocalDate.of(
              day.getYear(),
              (int) ((day.getMonthValue() - 1) / length.count() * length.count()) + 1,
              1);
    };
  }

  private LocalDate next(LocalDate first) {
    return switch (length.unit()) {
      case ELAPSED, DAY -> first.plusDays(1);
      case WEEK -> first.plusWeeks(1);
      case MONTH -> first.plusMonths(length.count());
    };
  }

  private long firstInstant(LocalDate day) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
