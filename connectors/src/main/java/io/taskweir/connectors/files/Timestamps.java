package io.taskweir.connectors.files;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import javax.annotation.Nullable;

/**
 * Reads the timestamps of a file: by its format where it has one, else {@code yyyy-MM-dd HH:mm:ss}
 * with a fraction or without (the fast path), the same with a {@code T}, with {@code Z} or an
 * offset, or a whole number of epoch milliseconds.
 *
 * <p>A time without an offset is local to the input zone. One that the clocks skipped is moved
 * forward by the length of the gap; one that they passed twice is the first of the two: files that
 * must be exact there need UTC or offsets.
 */
final class Timestamps {

  private static final int FAST = "yyyy-MM-dd HH:mm:ss".length();
  private static final int DATE = "yyyy-MM-dd".length();
  private static final int MOST_DIGITS = 18;
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  private final ZoneId zone;
  private final boolean utc;
  @Nullable private final DateTimeFormatter format;

  /** Reads by {@code format} and nothing else; with null, the forms above. */
  Timestamps(ZoneId zone, @Nullable DateTimeFormatter format) {
    this.zone = zone;
    this.utc = zone.getRules().equals(ZoneOffset.UTC.getRules());
    this.format = format;
  }

  /** The timestamp; null where it cannot be read, or is of a year that RFC 3339 does not have. */
  @Nullable
  Stamp read(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      if (format != null) {
        return stamp(instant(format, text));
      }
      Stamp fast = text.length() == FAST ? fast(text) : null;
      return fast != null ? fast : slow(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** By digits; null for what is not of the form. */
  @Nullable
  private Stamp fast(String text) {
    char between = text.charAt(DATE);
    if ((between != ' ' && between != 'T')
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return null;
    }
    int century = two(text, 0);
    int year = two(text, 2);
    int month = two(text, 5);
    int day = two(text, 8);
    int hour = two(text, 11);
    int minute = two(text, 14);
    int second = two(text, 17);
    if ((century | year | month | day | hour | minute | second) < 0) {
      return null;
    }
    LocalDate date = LocalDate.of(century * 100 + year, month, day);
    LocalTime time = LocalTime.of(hour, minute, second);
    if (!utc) {
      return stamp(date.atTime(time).atZone(zone).toInstant());
    }
    long seconds = date.toEpochDay() * 86_400 + time.toSecondOfDay();
    return new Stamp(
        seconds * 1000, text.substring(0, DATE) + "T" + text.substring(DATE + 1) + "Z");
  }

  /** Two digits; negative where they are none. */
  private static int two(String text, int at) {
    int tens = text.charAt(at) - '0';
    int ones = text.charAt(at + 1) - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  @Nullable
  private Stamp slow(String text) {
    if (isWhole(text)) {
      return stamp(Instant.ofEpochMilli(Long.parseLong(text)));
    }
    boolean spaced = text.length() > DATE && text.charAt(DATE) == ' ';
    String iso = spaced ? text.substring(0, DATE) + "T" + text.substring(DATE + 1) : text;
    return stamp(instant(ISO, iso));
  }

  private static boolean isWhole(String text) {
    int start = text.charAt(0) == '-' ? 1 : 0;
    int digits = text.length() - start;
    return digits > 0
        && digits <= MOST_DIGITS
        && text.chars().skip(start).allMatch(c -> c >= '0' && c <= '9');
  }

  private Instant instant(DateTimeFormatter formatter, String text) {
    TemporalAccessor read =
        formatter.parseBest(
            text, OffsetDateTime::from, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
    if (read instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (read instanceof ZonedDateTime time) {
      return time.toInstant();
    }
    LocalDateTime local =
        read instanceof LocalDateTime time ? time : LocalDate.from(read).atStartOfDay();
    return local.atZone(zone).toInstant();
  }

  @Nullable
  private static Stamp stamp(Instant instant) {
    boolean named = !instant.isBefore(FIRST) && !instant.isAfter(END);
    return named ? new Stamp(instant.toEpochMilli(), instant.toString()) : null;
  }
}
