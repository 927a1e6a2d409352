package io.taskweir.sensors;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Times as people of a zone read them, in RFC 3339: {@code 2014-07-01T00:00:00-04:00}, with {@code
 * Z} for no offset, and milliseconds only where there are some.
 */
final class ZonedTimes {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");

  private ZonedTimes() {}

  /** RFC 3339 has no offsets with seconds, which zones had before they had hours: UTC for those. */
  static String write(long epochMillis, ZoneId zone) {
    ZonedDateTime time = Instant.ofEpochMilli(epochMillis).atZone(zone);
    if (time.getOffset().getTotalSeconds() % 60 != 0) {
      time = time.withZoneSameInstant(ZoneOffset.UTC);
    }
    return (time.getNano() == 0 ? SECONDS : MILLISECONDS).format(time);
  }
}
