package io.taskweir.engine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the windows of one level are: seconds, minutes or hours that divide a day, or a day,
 * week, month, quarter or year of the calendar.
 *
 * @param text as it was written, such as {@code 1h}
 * @param unit what {@code count} counts
 * @param count milliseconds of {@link Unit#ELAPSED}, else days, weeks or months
 */
public record WindowLength(String text, Unit unit, long count) implements Serializable {

  /** What a length is counted in. Ordered: no later one fits into an earlier one. */
  public enum Unit {
    /** Milliseconds that pass. */
    ELAPSED,
    /** Days of a time zone. */
    DAY,
    /** Weeks of a time zone, from Monday. */
    WEEK,
    /** Months of a time zone. */
    MONTH
  }

  /** How many lengths one consolidation may have. */
  public static final int MOST = 8;

  private static final long HOUR_MILLIS = 3_600_000;
  private static final long DAY_MILLIS = 24 * HOUR_MILLIS;
  private static final Pattern ELAPSED = Pattern.compile("([1-9][0-9]{0,4})([smh])");

  /**
   * Reads one length.
   *
   * @throws IllegalArgumentException in one line that says what is allowed
   */
  public static WindowLength parse(String text) {
    return switch (text) {
      case "1d" -> new WindowLength(text, Unit.DAY, 1);
      case "1w" -> new WindowLength(text, Unit.WEEK, 1);
      case "1mo" -> new WindowLength(text, Unit.MONTH, 1);
      case "3mo" -> new WindowLength(text, Unit.MONTH, 3);
      case "1y" -> new WindowLength(text, Unit.MONTH, 12);
      default -> new WindowLength(text, Unit.ELAPSED, elapsed(text));
    };
  }

  /**
   * Reads lengths with commas between them, which must nest; see {@link #requireNested}.
   *
   * @throws IllegalArgumentException in one line
   */
  public static List<WindowLength> parseAll(String list) {
    List<WindowLength> lengths = new ArrayList<>();
    for (String text : list.split(",", -1)) {
      lengths.add(parse(text.strip()));
    }
    requireNested(lengths);
    return List.copyOf(lengths);
  }

  /**
   * Refuses lengths that are not in ascending order, each window of each in one window of the next.
   *
   * @throws IllegalArgumentException in one line
   */
  public static void requireNested(List<WindowLength> lengths) {
    if (lengths.isEmpty() || lengths.size() > MOST) {
      throw new IllegalArgumentException(
          "every: 1 to " + MOST + " lengths expected, got " + lengths.size());
    }
    for (int i = 1; i < lengths.size(); i++) {
      WindowLength finer = lengths.get(i - 1);
      WindowLength coarser = lengths.get(i);
      if (finer.longestMillis() >= coarser.longestMillis()) {
        throw new IllegalArgumentException(
            "every: lengths from short to long expected, got " + coarser + " after " + finer);
      }
      if (!finer.nestsIn(coarser)) {
        throw new IllegalArgumentException("every: " + finer + " does not nest in " + coarser);
      }
    }
  }

  /** Whether every window of this length lies in one window of {@code coarser}. */
  public boolean nestsIn(WindowLength coarser) {
    return switch (unit) {
      case ELAPSED -> coarser.unit != Unit.ELAPSED || coarser.count % count == 0;
      case DAY -> coarser.unit != Unit.ELAPSED;
      case WEEK -> coarser.unit == Unit.WEEK;
      case MONTH -> coarser.unit == Unit.MONTH && coarser.count % count == 0;
    };
  }

  /** The longest of its windows, in milliseconds, in a zone that changes its clocks by an hour. */
  public long longestMillis() {
    return switch (unit) {
      case ELAPSED -> count;
      case DAY -> DAY_MILLIS + HOUR_MILLIS;
      case WEEK -> 7 * DAY_MILLIS + HOUR_MILLIS;
      case MONTH -> (count == 12 ? 366 : count * 31) * DAY_MILLIS + HOUR_MILLIS;
    };
  }

  @Override
  public String toString() {
    return text;
  }

  private static long elapsed(String text) {
    Matcher matcher = ELAPSED.matcher(text);
    if (matcher.matches()) {
      long unit =
          switch (matcher.group(2)) {
            case "s" -> 1_000;
            case "m" -> 60_000;
            default -> HOUR_MILLIS;
          };
      long millis = Long.parseLong(matcher.group(1)) * unit;
      if (millis < DAY_MILLIS && DAY_MILLIS % millis == 0) {
        return millis;
      }
    }
    throw new IllegalArgumentException(
        "every: expected seconds, minutes or hours that divide a day (30s, 15m, 1h), 1d, 1w, 1mo,"
            + " 3mo or 1y, got \""
            + text
            + '"');
  }
}
