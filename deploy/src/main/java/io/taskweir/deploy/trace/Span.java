package io.taskweir.deploy.trace;

import java.time.Duration;
import java.util.Locale;

/** A length of time for a person: three digits or so, in the unit that fits. */
final class Span {

  private static final double NANOS_A_MILLI = 1e6;
  private static final double NANOS_A_SECOND = 1e9;

  private Span() {}

  static String of(Duration span) {
    if (span.isNegative()) {
      return "-" + of(span.negated());
    }
    if (span.compareTo(Duration.ofDays(1)) >= 0) {
      return span.toDays() + " d " + span.toHoursPart() + " h";
    }
    if (span.compareTo(Duration.ofHours(1)) >= 0) {
      return span.toHours() + " h " + span.toMinutesPart() + " min";
    }
    if (span.compareTo(Duration.ofMinutes(1)) >= 0) {
      return span.toMinutes() + " min " + span.toSecondsPart() + " s";
    }
    return underAMinute((double) span.toNanos());
  }

  private static String underAMinute(double nanos) {
    if (nanos >= NANOS_A_SECOND) {
      return format(nanos / NANOS_A_SECOND) + " s";
    }
    return nanos == 0 ? "0 ms" : format(nanos / NANOS_A_MILLI) + " ms";
  }

  private static String format(double value) {
    String digits = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, digits, value);
  }
}
