package io.taskweir;

import io.taskweir.SensorFeed.Line;
import java.util.List;
import java.util.Map;

/**
 * The job of the golden savepoint of the sensors workflow; see {@link Golden} for its lifetimes.
 */
final class GoldenSensors {

  /** Where the savepoint lies among the test resources: the version is that of the layout. */
  static final String FOLDER = "golden/sensors-0.1";

  /** The same of the layout before timelines held what the finest windows hold. */
  static final String DELTAS_APART = "golden/sensors-0.1-deltas-apart";

  static final Map<String, String> SETTINGS =
      Map.of(
          "taskweir.sensors.every", "1m,1h",
          "taskweir.sensors.lateness", "10 min",
          "taskweir.sensors.keep", "3650 d",
          "taskweir.once-ttl", "3650 d");

  /** A setting that stays in state. */
  static final Map.Entry<String, String> GROUP =
      Map.entry("sensors.group.all", "{\"sensors\":\"s*\",\"group\":\"all\"}");

  /**
   * Two minutes have fired when the savepoint is taken, one is open, and one reading came twice.
   */
  static final List<Line> BEFORE =
      List.of(line("00:10", 1), line("01:10", 2), line("01:10", 2), line("02:10", 3));

  /** One more that came twice, a contradiction, a correction, and one that ends the open minute. */
  static final List<Line> AFTER =
      List.of(line("02:10", 3), line("00:10", 7), line("01:50", 10), line("03:10", 4));

  private GoldenSensors() {}

  private static Line line(String time, int value) {
    String json =
        "{\"sensor\":\"s1\",\"timestamp\":\"2026-01-01T00:%sZ\",\"value\":%d}"
            .formatted(time, value);
    return new Line("golden " + time, "s1", json);
  }
}
