package io.taskweir.sensors;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * A roll-up and the times that it says as text.
 *
 * @param rollup the roll-up
 * @param start where its window begins
 * @param end where it ends
 */
record WindowTimes(Rollup rollup, Instant start, Instant end) {

  static WindowTimes of(Rollup rollup) {
    return new WindowTimes(
        rollup,
        ZonedDateTime.parse(rollup.windowStart()).toInstant(),
        ZonedDateTime.parse(rollup.windowEnd()).toInstant());
  }

  Duration length() {
    return Duration.between(start, end);
  }
}
