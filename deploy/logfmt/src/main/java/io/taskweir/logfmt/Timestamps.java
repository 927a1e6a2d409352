package io.taskweir.logfmt;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Instants in RFC 3339 with nine digits of a second and the zone's offset. The text of a second is
 * kept for the next event, which is most often of the same one.
 */
final class Timestamps {

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
  private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx");
  private static final int DIGITS = 9;

  private final ZoneId zone;

  /** Racing threads make the same text twice, and no harm. */
  private volatile Second last = new Second(Long.MIN_VALUE, "", "");

  Timestamps(ZoneId zone) {
    this.zone = zone;
  }

  void append(StringBuilder out, long epochSecond, int nano) {
    Second second = last;
    if (second.epochSecond != epochSecond) {
      second = text(epochSecond);
      last = second;
    }
    out.append(second.text).append('.');
    String digits = Integer.toString(nano);
    out.append("0".repeat(DIGITS - digits.length())).append(digits).append(second.offset);
  }

  private Second text(long epochSecond) {
    ZonedDateTime time = Instant.ofEpochSecond(epochSecond).atZone(zone);
    return new Second(epochSecond, SECOND.format(time), OFFSET.format(time));
  }

  private record Second(long epochSecond, String text, String offset) {}
}
