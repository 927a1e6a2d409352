package io.taskweir.sensors;

import static java.time.temporal.ChronoField.DAY_OF_MONTH;
import static java.time.temporal.ChronoField.HOUR_OF_DAY;
import static java.time.temporal.ChronoField.MINUTE_OF_HOUR;
import static java.time.temporal.ChronoField.MONTH_OF_YEAR;
import static java.time.temporal.ChronoField.NANO_OF_SECOND;
import static java.time.temporal.ChronoField.SECOND_OF_MINUTE;
import static java.time.temporal.ChronoField.YEAR;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import javax.annotation.Nullable;

/**
 * Times as RFC 3339 writes them: {@code 2026-03-29T01:30:00.5+01:00}, the {@code T} in either case
 * or a blank, the zone {@code Z} or an offset. What is finer than a millisecond is cut off.
 * Refused, though the RFC has them: a leap second and more than nine digits of a fraction.
 */
final class Rfc3339 {

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendValue(YEAR, 4)
          .appendLiteral('-')
          .appendValue(MONTH_OF_YEAR, 2)
          .appendLiteral('-')
          .appendValue(DAY_OF_MONTH, 2)
          .appendLiteral('T')
          .appendValue(HOUR_OF_DAY, 2)
          .appendLiteral(':')
          .appendValue(MINUTE_OF_HOUR, 2)
          .appendLiteral(':')
          .appendValue(SECOND_OF_MINUTE, 2)
          .optionalStart()
          .appendFraction(NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .appendOffset("+HH:MM", "Z")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final int DATE_CHARS = 10;
  private static final int LONGEST = 40;

  private Rfc3339() {}

  /** Epoch milliseconds; null where {@code text} is no such time. */
  @Nullable
  static Long parse(String text) {
    if (text.length() <= DATE_CHARS || text.length() > LONGEST) {
      return null;
    }
    String time =
        text.charAt(DATE_CHARS) == ' '
            ? text.substring(0, DATE_CHARS) + 'T' + text.substring(DATE_CHARS + 1)
            : text;
    try {
      return FORMAT.parse(time, Instant::from).toEpochMilli();
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
