package io.taskweir.connectors.files;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * How a wide CSV file is read, whose lines hold a time and a value of several sensors each:
 *
 * <pre>time=Date+Time,format=dd/MM/yyyy HH:mm:ss,sensors=CO_GT+T+RH,prefix=file</pre>
 *
 * <p>Only {@code time} must be there. Names are those of the header line, whatever their case.
 *
 * @param time the one or two columns of the time; two are read as one text with a space between
 * @param format the time's pattern, of java.time; null for the forms that need none. A number may
 *     have fewer digits than the pattern has letters ({@code 4/04/2005} is {@code dd/MM/yyyy}); a
 *     day that the month does not have is refused
 * @param sensors the columns that are sensors; none for all the others ({@code sensors=*})
 * @param filePrefix whether a sensor is named {@code file/column} ({@code prefix=file}): for
 *     several files with the same columns. Otherwise the column names it
 */
public record Columns(
    List<String> time, @Nullable String format, List<String> sensors, boolean filePrefix) {

  private static final String EXPECTED =
      "expected time=COLUMN[+COLUMN][,format=PATTERN][,sensors=*|COLUMN[+COLUMN]...][,prefix=file]";

  /** A format may have commas: only one before a key divides. */
  private static final String DIVIDER = ",(?=(?:time|format|sensors|prefix)=)";

  /** Copies the lists, and tries the format. */
  public Columns {
    time = List.copyOf(time);
    sensors = List.copyOf(sensors);
    if (time.isEmpty() || time.size() > 2) {
      throw new IllegalArgumentException(
          "columns: time: one or two columns expected, got %d".formatted(time.size()));
    }
    if (format != null) {
      tryOut(format);
    }
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException in one line where it is none
   */
  public static Columns parse(String text) {
    Map<String, String> parts = new HashMap<>();
    for (String part : text.strip().split(DIVIDER, -1)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? "" : part.substring(0, equals);
      boolean known = List.of("time", "format", "sensors", "prefix").contains(key);
      if (!known || parts.put(key, part.substring(equals + 1).strip()) != null) {
        throw refused(text);
      }
    }
    String sensors = parts.getOrDefault("sensors", "*");
    String prefix = parts.get("prefix");
    if (!parts.containsKey("time") || (prefix != null && !prefix.equals("file"))) {
      throw refused(text);
    }
    return new Columns(
        names(text, parts.get("time")),
        parts.get("format"),
        sensors.equals("*") ? List.of() : names(text, sensors),
        prefix != null);
  }

  /** The format's reader; null where there is none. */
  @Nullable
  DateTimeFormatter formatter() {
    return format == null ? null : formatter(format);
  }

  private static List<String> names(String text, String list) {
    List<String> names = List.of(list.split("\\+", -1)).stream().map(String::strip).toList();
    if (names.contains("") || new HashSet<>(names).size() < names.size()) {
      throw refused(text);
    }
    return names;
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException("columns: %s, got \"%s\"".formatted(EXPECTED, text));
  }

  /** Strict about dates, which is why the era has to be said; lenient about digits. */
  private static DateTimeFormatter formatter(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .parseLenient()
        .appendPattern(pattern)
        .parseDefaulting(ChronoField.ERA, 1)
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * Writes a time and reads it back: a pattern without a date, or with an hour that lacks its half
   * of the day, would refuse or falsify every line.
   */
  private static void tryOut(String pattern) {
    String why;
    try {
      DateTimeFormatter formatter = formatter(pattern);
      ZonedDateTime time = ZonedDateTime.of(2004, 3, 10, 18, 5, 9, 0, ZoneOffset.UTC);
      String written = formatter.format(time);
      TemporalAccessor read =
          formatter.parseBest(written, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
      if (formatter.format(zoned(read)).equals(written)) {
        return;
      }
      why = "does not say which half of the day";
    } catch (IllegalArgumentException | DateTimeException e) {
      why = String.valueOf(e.getMessage()).lines().findFirst().orElse("no pattern");
    }
    throw new IllegalArgumentException(
        "columns: format: a java.time pattern with a date expected, got \"%s\": %s"
            .formatted(pattern, why));
  }

  private static ZonedDateTime zoned(TemporalAccessor read) {
    if (read instanceof ZonedDateTime time) {
      return time;
    }
    return read instanceof LocalDateTime time
        ? time.atZone(ZoneOffset.UTC)
        : LocalDate.from(read).atStartOfDay(ZoneOffset.UTC);
  }
}
