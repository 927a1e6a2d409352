package io.taskweir.deploy.plot;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * From tick to tick on an axis of time, by the calendar and the clock on the wall: years, months,
 * days, hours, not multiples of milliseconds.
 */
record CalendarStep(ChronoUnit unit, int amount) {

  /** From the finest to the coarsest. Those below a day divide it. */
  static final List<CalendarStep> ALL =
      List.of(
          new CalendarStep(ChronoUnit.SECONDS, 1),
          new CalendarStep(ChronoUnit.SECONDS, 5),
          new CalendarStep(ChronoUnit.SECONDS, 15),
          new CalendarStep(ChronoUnit.SECONDS, 30),
          new CalendarStep(ChronoUnit.MINUTES, 1),
          new CalendarStep(ChronoUnit.MINUTES, 5),
          new CalendarStep(ChronoUnit.MINUTES, 15),
          new CalendarStep(ChronoUnit.MINUTES, 30),
          new CalendarStep(ChronoUnit.HOURS, 1),
          new CalendarStep(ChronoUnit.HOURS, 3),
          new CalendarStep(ChronoUnit.HOURS, 6),
          new CalendarStep(ChronoUnit.HOURS, 12),
          new CalendarStep(ChronoUnit.DAYS, 1),
          new CalendarStep(ChronoUnit.DAYS, 2),
          new CalendarStep(ChronoUnit.DAYS, 7),
          new CalendarStep(ChronoUnit.DAYS, 14),
          new CalendarStep(ChronoUnit.MONTHS, 1),
          new CalendarStep(ChronoUnit.MONTHS, 3),
          new CalendarStep(ChronoUnit.MONTHS, 6),
          new CalendarStep(ChronoUnit.YEARS, 1),
          new CalendarStep(ChronoUnit.YEARS, 2),
          new CalendarStep(ChronoUnit.YEARS, 5),
          new CalendarStep(ChronoUnit.YEARS, 10),
          new CalendarStep(ChronoUnit.YEARS, 50),
          new CalendarStep(ChronoUnit.YEARS, 200),
          new CalendarStep(ChronoUnit.YEARS, 1000));

  private static final DateTimeFormatter YEAR = format("uuuu");
  private static final DateTimeFormatter MONTH = format("MMM");
  private static final DateTimeFormatter DAY = format("d MMM");
  private static final DateTimeFormatter DATE = format("d MMM uuuu");
  private static final DateTimeFormatter MINUTE = format("HH:mm");
  private static final DateTimeFormatter SECOND = format("HH:mm:ss");

  /** So that weeks begin on Mondays: 5 January 1970 was one. */
  private static final int FIRST_MONDAY = 4;

  /** About how long it is, in ms. */
  long millis() {
    return unit.getDuration().toMillis() * amount;
  }

  /** The last tick at or before a time. */
  LocalDateTime floor(LocalDateTime time) {
    LocalDate date = time.toLocalDate();
    return switch (unit) {
      case YEARS ->
          LocalDate.of(time.getYear() - Math.floorMod(time.getYear(), amount), 1, 1).atStartOfDay();
      case MONTHS ->
          date.withDayOfMonth(1).minusMonths((date.getMonthValue() - 1) % amount).atStartOfDay();
      case DAYS ->
          date.minusDays(Math.floorMod(date.toEpochDay() - FIRST_MONDAY, amount)).atStartOfDay();
      default -> {
        int seconds = (int) (millis() / 1000);
        int second = time.toLocalTime().toSecondOfDay();
        yield date.atTime(LocalTime.ofSecondOfDay(second - second % seconds));
      }
    };
  }

  /** The tick after a tick. */
  LocalDateTime next(LocalDateTime tick) {
    return tick.plus(amount, unit);
  }

  /** What stands below a tick. */
  String label(LocalDateTime tick) {
    return switch (unit) {
      case YEARS -> YEAR.format(tick);
      case MONTHS -> MONTH.format(tick);
      case DAYS -> DAY.format(tick);
      case SECONDS -> SECOND.format(tick);
      default -> MINUTE.format(tick);
    };
  }

  /** What stands below the label, once for all ticks that have it in common. */
  String context(LocalDateTime tick) {
    return switch (unit) {
      case YEARS -> "";
      case MONTHS, DAYS -> YEAR.format(tick);
      default -> DATE.format(tick);
    };
  }

  /** Whether a tick is a time of day, which a change of the clock can leave out. */
  boolean isWithinADay() {
    return unit.isTimeBased();
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }
}
