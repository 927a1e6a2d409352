package io.taskweir.sensors;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what the windows of one sensor say, for its part of a {@link Report}. */
final class SensorReport {

  private SensorReport() {}

  /**
   * The sensor over its finest windows.
   *
   * @param windows of one sensor, at least one, of any lengths and versions
   */
  static Report.Sensor of(Collection<WindowTimes> windows) {
    List<WindowTimes> finest = finest(latestVersions(windows));
    Rollup latest =
        finest.stream().max(Comparator.comparing(WindowTimes::start)).orElseThrow().rollup();
    long count = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (WindowTimes window : finest) {
      count += window.rollup().count();
      min = Math.min(min, window.rollup().min());
      max = Math.max(max, window.rollup().max());
    }
    return new Report.Sensor(
        latest.sensor(),
        latest.unit(),
        latest.every(),
        count,
        min,
        max,
        mean(finest, count),
        latest.last(),
        latest.p95());
  }

  /** Weighs means instead of adding sums, which may pass what a double can hold. */
  private static double mean(List<WindowTimes> windows, long count) {
    double mean = 0;
    for (WindowTimes window : windows) {
      mean += window.rollup().mean() * ((double) window.rollup().count() / count);
    }
    return mean;
  }

  private static Collection<WindowTimes> latestVersions(Collection<WindowTimes> windows) {
    Map<String, WindowTimes> byId = new TreeMap<>();
    for (WindowTimes window : windows) {
      byId.merge(
          window.rollup().id(),
          window,
          (one, other) -> other.rollup().version() >= one.rollup().version() ? other : one);
    }
    return byId.values();
  }

  /** Those of one length as written: days of 23, 24 and 25 hours are of one length. */
  private static List<WindowTimes> finest(Collection<WindowTimes> windows) {
    String every =
        windows.stream()
            .min(
                Comparator.comparing(WindowTimes::length)
                    .thenComparing(window -> window.rollup().every()))
            .orElseThrow()
            .rollup()
            .every();
    return windows.stream()
        .filter(window -> window.rollup().every().equals(every))
        .sorted(Comparator.comparing(WindowTimes::start))
        .toList();
  }
}
