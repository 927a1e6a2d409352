package io.taskweir.deploy.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowsTest {

  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final Windows windows = new Windows();

  @Test
  void keepsTheHighestVersionOfAWindowInTheOrderOfTime() {
    windows.add(version(Lines.hour(3, 30), 1));
    windows.add(version(Lines.hour(1, 12), 2));
    windows.add(version(Lines.hour(1, 11), 1));
    windows.add(version(Lines.hour(1, 10), 10));

    Windows latest = windows.latest();

    assertThat(latest.size()).isEqualTo(2);
    assertThat(latest.mean(0)).isEqualTo(10);
    assertThat(latest.mean(1)).isEqualTo(30);
    assertThat(latest.start(1) - latest.start(0)).isEqualTo(2 * HOUR);
  }

  @Test
  void growsBeyondItsFirstArrays() {
    for (int hour = 999; hour >= 0; hour--) {
      windows.add(Lines.hour(hour, hour));
    }
    Windows latest = windows.latest();

    assertThat(latest.size()).isEqualTo(1000);
    assertThat(latest.mean(777)).isEqualTo(777);
    assertThat(latest.readings()).isEqualTo(4000);
    assertThat(latest.lowest()).isEqualTo(-2);
    assertThat(latest.highest()).isEqualTo(1002);
  }

  @Test
  void leavesOutWhatHasNoReadings() {
    RollupLine line = Lines.hour(1, 5);
    windows.add(
        new RollupLine(
            "t", 1, "s", null, line.windowStart(), line.windowEnd(), "1h", "UTC", 0, 0, 0, 0, 0));
    windows.add(Lines.hour("boiler", 2, 1, 3, Double.NaN, 3));

    assertThat(windows.size()).isZero();
  }

  @Test
  void drawsAColumnTogetherAndWeighsItsMeans() {
    windows.add(counting(Lines.hour("boiler", 0, 1, 5, 3, 4), 1));
    windows.add(counting(Lines.hour("boiler", 1, -4, 9, 7, 8), 3));
    windows.add(counting(Lines.hour("boiler", 2, 0, 1, 0.5, 1), 1));

    Windows columns = windows.columns(millis -> (millis - windows.start(0)) / (2.0 * HOUR));

    assertThat(columns.size()).isEqualTo(2);
    assertThat(columns.min(0)).isEqualTo(-4);
    assertThat(columns.max(0)).isEqualTo(9);
    assertThat(columns.mean(0)).isCloseTo(6, within(1e-12));
    assertThat(columns.p95(0)).isEqualTo(8);
    assertThat(columns.count(0)).isEqualTo(4);
    assertThat(columns.end(0) - columns.start(0)).isEqualTo(2 * HOUR);
  }

  @Test
  void cutsOnlyAtGapsThatCanBeSeen() {
    windows.add(Lines.hour(0, 1));
    windows.add(Lines.hour(3, 1));
    windows.add(Lines.hour(9, 1));

    assertThat(windows.segments(0)).hasSize(3);
    assertThat(windows.segments(3 * HOUR)).hasSize(2);
  }

  @Test
  void takesUnitAndZoneOfTheNewestWindowWhateverTheOrder() {
    RollupLine old = Lines.hour(1, 5);
    var series = new Series(old.key(), "1h");
    series.add(Lines.hour(2, 5));
    series.add(
        new RollupLine(
            "default",
            1,
            "boiler",
            "mV",
            old.windowStart(),
            old.windowEnd(),
            "1h",
            "Asia/Tokyo",
            1,
            1,
            1,
            1,
            1));

    assertThat(series.unit()).isEqualTo("V");
    assertThat(series.zone().getId()).isEqualTo("UTC");
  }

  private static RollupLine version(RollupLine line, int version) {
    return copy(line, version, line.count());
  }

  private static RollupLine counting(RollupLine line, long count) {
    return copy(line, line.version(), count);
  }

  private static RollupLine copy(RollupLine line, int version, long count) {
    return new RollupLine(
        line.tenant(),
        version,
        line.sensor(),
        line.unit(),
        line.windowStart(),
        line.windowEnd(),
        line.every(),
        line.zone(),
        count,
        line.min(),
        line.max(),
        line.mean(),
        line.p95());
  }
}
