package io.taskweir.sensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.taskweir.engine.Batch;
import io.taskweir.engine.RecordingContext;
import io.taskweir.state.Json;
import io.taskweir.state.TaskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteReportTest {

  private static final String ROOT = TaskId.ofCaller("default", "test").hex();

  @Test
  void saysWhyAndForWhatItWasWritten() {
    Report report =
        report(
            new Batch<>(
                List.of(hour("b", 1, 1, 4, 2.0), hour("a", 0, 1, 4, 2.0)),
                Batch.Cause.SCHEDULE,
                7_200_000,
                3));

    assertThat(report.id()).isEqualTo(report.root()).isEqualTo(ROOT);
    assertThat(report.tenant()).isEqualTo("default");
    assertThat(report.version()).isEqualTo(1);
    assertThat(report.group()).isEqualTo("hall");
    assertThat(report.firing()).isEqualTo(3);
    assertThat(report.cause()).isEqualTo("schedule");
    assertThat(report.due()).isEqualTo(Instant.parse("1970-01-01T02:00:00Z"));
    assertThat(report.from()).isEqualTo("2026-01-01T00:00:00+01:00");
    assertThat(report.to()).isEqualTo("2026-01-01T02:00:00+01:00");
    assertThat(report.rollups()).isEqualTo(2);
    assertThat(report.more()).isZero();
    assertThat(report.sensors()).extracting(Report.Sensor::sensor).containsExactly("a", "b");
  }

  @Test
  void comparesTimesByInstant() {
    Rollup east =
        rollup("a", 1, "2026-01-01T05:00:00+09:00", "2026-01-01T06:00:00+09:00", "1h", 1, 1);
    Rollup west =
        rollup("a", 1, "2025-12-31T18:00:00-03:00", "2025-12-31T19:00:00-03:00", "1h", 1, 1);

    Report report = report(batch(west, east));

    assertThat(report.from()).isEqualTo("2026-01-01T05:00:00+09:00");
    assertThat(report.to()).isEqualTo("2025-12-31T19:00:00-03:00");
  }

  @Test
  void addsUpTheWindowsOfASensor() {
    Report.Sensor sensor =
        only(batch(hour("a", 1, 1, 3, 10), hour("a", 0, 1, 1, 2), hour("a", 2, 1, 4, 5)));

    assertThat(sensor.every()).isEqualTo("1h");
    assertThat(sensor.unit()).isEqualTo("C");
    assertThat(sensor.count()).isEqualTo(8);
    assertThat(sensor.min()).isEqualTo(1);
    assertThat(sensor.max()).isEqualTo(11);
    assertThat(sensor.mean()).isCloseTo((3 * 10 + 2 + 4 * 5) / 8.0, within(1e-12));
    assertThat(sensor.last()).isEqualTo(5.75);
    assertThat(sensor.p95()).isEqualTo(5.5);
  }

  @Test
  void countsAWindowOnceAtItsLatestVersion() {
    Report.Sensor sensor =
        only(batch(hour("a", 0, 2, 5, 3), hour("a", 0, 3, 6, 4), hour("a", 0, 1, 4, 2)));

    assertThat(sensor.count()).isEqualTo(6);
    assertThat(sensor.mean()).isEqualTo(4);
  }

  @Test
  void countsWindowsOfTheFinestLengthAlone() {
    Rollup day =
        rollup("a", 1, "2026-01-01T00:00:00+01:00", "2026-01-02T00:00:00+01:00", "1d", 100, 50);

    Report report = report(batch(day, hour("a", 0, 1, 4, 2)));

    assertThat(report.rollups()).isEqualTo(2);
    assertThat(report.to()).isEqualTo("2026-01-02T00:00:00+01:00");
    assertThat(report.sensors())
        .singleElement()
        .satisfies(
            sensor -> {
              assertThat(sensor.count()).isEqualTo(4);
              assertThat(sensor.every()).isEqualTo("1h");
            });
  }

  @Test
  void takesDaysOfAnyHoursForOneLength() {
    Rollup shorter =
        rollup("a", 1, "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", "1d", 23, 1);
    Rollup usual =
        rollup("a", 1, "2026-03-30T00:00:00+02:00", "2026-03-31T00:00:00+02:00", "1d", 24, 1);

    assertThat(only(batch(shorter, usual)).count()).isEqualTo(47);
  }

  @Test
  void keepsTheMeanOfHugeValuesFinite() {
    Report.Sensor sensor = only(batch(hour("a", 0, 1, 3, 1e308), hour("a", 1, 1, 3, 1e308)));

    assertThat(sensor.mean()).isCloseTo(1e308, within(1e294));
  }

  @Test
  void listsAThousandSensorsAndCountsTheRest() {
    List<Rollup> many = new ArrayList<>();
    for (int i = 0; i < 1_003; i++) {
      many.add(hour("s" + (10_000 + i), 0, 1, 1, 1));
    }

    Report report = report(new Batch<>(many, Batch.Cause.COUNT, 0, 1));

    assertThat(report.sensors()).hasSize(1_000);
    assertThat(report.sensors().get(999).sensor()).isEqualTo("s10999");
    assertThat(report.more()).isEqualTo(3);
  }

  @Test
  void writesNothingOfNothing() {
    assertThat(reports(new Batch<>(List.of(), Batch.Cause.SCHEDULE, 0, 1))).isEmpty();
  }

  @Test
  void writesALineOfJson() throws Exception {
    assertThat(Json.write(report(batch(hour("a", 0, 1, 4, 2)))))
        .isEqualTo(
            "{\"id\":\""
                + ROOT
                + "\",\"root\":\""
                + ROOT
                + "\",\"tenant\":\"default\",\"version\":1,\"group\":\"hall\",\"firing\":1,"
                + "\"cause\":\"end\",\"due\":\"1970-01-01T00:00:00Z\","
                + "\"from\":\"2026-01-01T00:00:00+01:00\",\"to\":\"2026-01-01T01:00:00+01:00\","
                + "\"rollups\":1,\"sensors\":[{\"sensor\":\"a\",\"unit\":\"C\",\"every\":\"1h\","
                + "\"count\":4,\"min\":1.0,\"max\":3.0,\"mean\":2.0,\"last\":2.75,\"p95\":2.5}],"
                + "\"more\":0}");
  }

  private static Rollup hour(String sensor, int hour, int version, long count, double mean) {
    return rollup(
        sensor,
        version,
        "2026-01-01T0" + hour + ":00:00+01:00",
        "2026-01-01T0" + (hour + 1) + ":00:00+01:00",
        "1h",
        count,
        mean);
  }

  private static Rollup rollup(
      String sensor, int version, String start, String end, String every, long count, double mean) {
    String id = TaskId.derive(sensor, every, start).hex();
    return new Rollup(
        id,
        id,
        "default",
        version,
        sensor,
        "hall",
        "C",
        start,
        end,
        every,
        "Europe/Berlin",
        count,
        count * mean,
        mean - 1,
        mean + 1,
        mean,
        0.5,
        mean,
        mean + 0.5,
        mean + 0.6,
        mean - 0.75,
        mean + 0.75);
  }

  private static Batch<Rollup> batch(Rollup... rollups) {
    return new Batch<>(List.of(rollups), Batch.Cause.END, 0, 1);
  }

  private static Report.Sensor only(Batch<Rollup> batch) {
    return report(batch).sensors().get(0);
  }

  private static Report report(Batch<Rollup> batch) {
    return reports(batch).get(0);
  }

  private static List<Report> reports(Batch<Rollup> batch) {
    try (RecordingContext<Report> context = new RecordingContext<>()) {
      new WriteReport().run(batch, context);
      return context.results();
    }
  }
}
