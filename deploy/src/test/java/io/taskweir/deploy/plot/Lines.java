package io.taskweir.deploy.plot;

import java.time.Duration;
import java.time.Instant;

/** Roll-ups of a sensor of a test, told by their hour since the beginning of 2024 in UTC. */
final class Lines {

  static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private Lines() {}

  /** An hour's roll-up of four readings around {@code mean}: from 2 below to 3 above it. */
  static RollupLine hour(int hour, double mean) {
    return hour("boiler", hour, mean - 2, mean + 3, mean, mean + 2);
  }

  static RollupLine hour(String sensor, int hour, double min, double max, double mean, double p95) {
    Instant start = START.plus(Duration.ofHours(hour));
    return new RollupLine(
        "default",
        1,
        sensor,
        "V",
        start,
        start.plus(Duration.ofHours(1)),
        "1h",
        "UTC",
        4,
        min,
        max,
        mean,
        p95);
  }

  /** The line of a file. */
  static String json(RollupLine line) {
    return """
        {"id":"i","root":"r","tenant":"%s","version":%d,"sensor":"%s","group":null,"unit":"%s",\
        "window_start":"%s","window_end":"%s","every":"%s","zone":"%s","count":%d,"sum":0.0,\
        "min":%s,"max":%s,"mean":%s,"stddev":0.0,"p50":0.0,"p95":%s,"p99":0.0,"first":0.0,"last":0.0}
        """
        .formatted(
            line.tenant(),
            line.version(),
            line.sensor(),
            line.unit(),
            line.windowStart(),
            line.windowEnd(),
            line.every(),
            line.zone(),
            line.count(),
            line.min(),
            line.max(),
            line.mean(),
            line.p95());
  }
}
