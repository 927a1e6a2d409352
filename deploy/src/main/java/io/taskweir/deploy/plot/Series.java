package io.taskweir.deploy.plot;

import java.time.ZoneId;
import javax.annotation.Nullable;

/** What is known of one sensor in windows of one length. */
final class Series {

  private final SensorKey key;
  private final String every;
  private final Windows windows = new Windows();
  private long newest = Long.MIN_VALUE;
  @Nullable private String unit;
  private String zone = "UTC";

  Series(SensorKey key, String every) {
    this.key = key;
    this.every = every;
  }

  /** Takes a roll-up; unit and zone are those of the newest window, whatever the file's order. */
  void add(RollupLine line) {
    windows.add(line);
    if (line.start() >= newest) {
      newest = line.start();
      zone = line.zone();
      unit = line.unit();
    }
  }

  SensorKey key() {
    return key;
  }

  String every() {
    return every;
  }

  /** The unit of the values, or an empty text. */
  String unit() {
    return unit == null ? "" : unit;
  }

  ZoneId zone() {
    return ZoneId.of(zone);
  }

  /** In the order of time, of each window the highest version. */
  Windows latest() {
    return windows.latest();
  }
}
