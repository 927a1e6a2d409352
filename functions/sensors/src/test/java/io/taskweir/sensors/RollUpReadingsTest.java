package io.taskweir.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.Window;
import io.taskweir.state.Json;
import java.io.IOException;
import java.time.Instant;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class RollUpReadingsTest {

  private static final Window HOUR =
      new Window(millis("2014-07-01T04:00:00Z"), millis("2014-07-01T05:00:00Z"), "1h");

  @Test
  void writesTheLineThatIsPromised() throws IOException {
    Rollup rollup =
        rollup(
            "America/New_York",
            new Reading("taxi", HOUR.start(), 1, "rides", "city", null, 0),
            new Reading("taxi", HOUR.start() + 1, 4, "rides", "city", null, 0));

    String line =
        "{'id':'0123456789abcdef0123456789abcdef','root':'0123456789abcdef0123456789abcdef',"
            + "'tenant':'blue','version':3,'sensor':'taxi','group':'city','unit':'rides',"
            + "'window_start':'2014-07-01T00:00:00-04:00','window_end':'2014-07-01T01:00:00-04:00',"
            + "'every':'1h','zone':'America/New_York','count':2,'sum':5.0,'min':1.0,'max':4.0,"
            + "'mean':2.5,'stddev':1.5,'p50':1.0,'p95':1.0,'p99':1.0,'first':1.0,'last':4.0}";
    assertThat(Json.write(rollup)).isEqualTo(line.replace('\'', '"'));
    assertThat(Json.mapper().readValue(Json.write(rollup), Rollup.class)).isEqualTo(rollup);
  }

  @Test
  void writesAMissingGroupAndUnitAsNull() throws IOException {
    assertThat(Json.write(rollup("UTC", new Reading("taxi", HOUR.start(), 1, null, null, null, 0))))
        .contains("\"sensor\":\"taxi\",\"group\":null,\"unit\":null,\"window_start\"");
  }

  @Test
  void writesNoInfinityWhateverFiniteReadingsCome() throws IOException {
    assertThat(
            Json.write(
                rollup(
                    "UTC",
                    Values.readings(Double.MAX_VALUE, Double.MAX_VALUE, -1)
                        .toArray(Reading[]::new))))
        .contains("\"sum\":1.7976931348623157E308")
        .doesNotContain("Infinity")
        .doesNotContain("NaN");
  }

  @Test
  void writesTimesWithTheOffsetOfTheZone() {
    assertThat(time("2014-01-01T00:00:00Z", "UTC")).isEqualTo("2014-01-01T00:00:00Z");
    assertThat(time("2014-01-01T00:00:00Z", "Europe/London")).isEqualTo("2014-01-01T00:00:00Z");
    assertThat(time("2014-07-01T00:00:00Z", "Europe/London"))
        .isEqualTo("2014-07-01T01:00:00+01:00");
    assertThat(time("2014-07-01T00:00:00Z", "Asia/Kathmandu"))
        .isEqualTo("2014-07-01T05:45:00+05:45");
    assertThat(time("2014-10-26T00:30:00Z", "Europe/Berlin"))
        .isEqualTo("2014-10-26T02:30:00+02:00");
    assertThat(time("2014-10-26T01:30:00Z", "Europe/Berlin"))
        .isEqualTo("2014-10-26T02:30:00+01:00");
  }

  @Test
  void writesMillisecondsOnlyWhereThereAreSome() {
    assertThat(time("2014-01-01T00:00:00.500Z", "UTC")).isEqualTo("2014-01-01T00:00:00.500Z");
    assertThat(time("2014-01-01T00:00:01Z", "UTC")).isEqualTo("2014-01-01T00:00:01Z");
  }

  /** Liberia was 44 minutes and 30 seconds behind until 1972. */
  @Test
  void writesUtcWhereTheOffsetHasSeconds() {
    assertThat(time("1970-01-01T00:00:00Z", "Africa/Monrovia")).isEqualTo("1970-01-01T00:00:00Z");
  }

  @Test
  void travelsToTheCluster() throws Exception {
    RollUpReadings copy = InstantiationUtil.clone(new RollUpReadings("Europe/Berlin"));

    assertThat(copy.result("id", "blue", 1, HOUR, copy.empty()).zone()).isEqualTo("Europe/Berlin");
  }

  @Test
  void tellsTheTimeOfAReading() {
    assertThat(new RollUpReadings("UTC").eventTime(Values.reading(5, null, 1))).isEqualTo(5);
  }

  private static Rollup rollup(String zone, Reading... readings) {
    RollUpReadings rollUp = new RollUpReadings(zone);
    WindowSummary summary = rollUp.empty();
    for (Reading reading : readings) {
      WindowSummary one = rollUp.add(rollUp.empty(), reading);
      summary = rollUp.merge(summary, one);
    }
    return rollUp.result("0123456789abcdef".repeat(2), "blue", 3, HOUR, summary);
  }

  private static String time(String utc, String zone) {
    Window window = new Window(millis(utc), millis(utc) + 1, "1h");
    return new RollUpReadings(zone)
        .result("id", "blue", 1, window, new WindowSummary())
        .windowStart();
  }

  private static long millis(String utc) {
    return Instant.parse(utc).toEpochMilli();
  }
}
