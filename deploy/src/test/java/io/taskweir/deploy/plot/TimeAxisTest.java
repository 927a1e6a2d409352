package io.taskweir.deploy.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeAxisTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void standsOnMidnightsOfTheZone() {
    var ticks = ticks("2024-03-25T23:00:00Z", "2024-04-02T22:00:00Z", BERLIN);

    assertThat(labels(ticks)).startsWith("26 Mar", "27 Mar").endsWith("2 Apr", "3 Apr").hasSize(9);
    assertThat(contexts(ticks)).containsExactly("2024");
    double day = ticks.get(1).x() - ticks.get(0).x();
    assertThat(ticks.get(6).x() - ticks.get(5).x()).as("a day of 23 hours").isLessThan(day * 0.97);
  }

  @Test
  void leavesOutAnHourThatTheClockLeavesOut() {
    assertThat(labels(ticks("2024-03-30T23:00:00Z", "2024-03-31T04:00:00Z", BERLIN)))
        .contains("01:00", "01:30", "03:00", "03:30")
        .doesNotContain("02:00", "02:30");
  }

  @Test
  void saysTheDateOnceADay() {
    var ticks = ticks("2024-06-01T10:00:00Z", "2024-06-02T10:00:00Z", ZoneId.of("UTC"));

    assertThat(labels(ticks)).startsWith("12:00", "15:00").contains("00:00");
    assertThat(contexts(ticks)).containsExactly("1 Jun 2024", "2 Jun 2024");
  }

  @Test
  void saysTheYearOnceAYear() {
    var ticks = ticks("2023-10-01T00:00:00Z", "2024-09-01T00:00:00Z", ZoneId.of("UTC"));

    assertThat(labels(ticks)).startsWith("Oct", "Nov", "Dec", "Jan").endsWith("Sep");
    assertThat(contexts(ticks)).containsExactly("2023", "2024");
  }

  @Test
  void countsWeeksFromMonday() {
    assertThat(labels(ticks("2024-01-01T00:00:00Z", "2024-03-01T00:00:00Z", ZoneId.of("UTC"))))
        .startsWith("1 Jan", "8 Jan", "15 Jan");
  }

  @Test
  void dropsTheFirstYearWhereTheNextFollowsAtOnce() {
    var ticks = ticks("2023-12-25T12:00:00Z", "2025-12-01T00:00:00Z", ZoneId.of("UTC"));

    assertThat(contexts(ticks)).startsWith("2024");
  }

  @Test
  void movesADateInwardsFromTheEdge() {
    var ticks = ticks("2024-06-01T12:00:00Z", "2024-06-02T00:00:00Z", ZoneId.of("UTC"));
    TimeAxis.Tick last = ticks.get(ticks.size() - 1);

    assertThat(last.context()).isEqualTo("2 Jun 2024");
    assertThat(last.contextX()).isLessThan(last.x());
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        1,
        45,
        60,
        600,
        3_600,
        10_000,
        86_400,
        90_000,
        250_000,
        604_800,
        3_000_000,
        9_000_000,
        31_000_000,
        99_000_000,
        400_000_000,
        3_000_000_000L,
        99_000_000_000L
      })
  void neverLetsLabelsOverlap(long seconds) {
    for (String zone : List.of("UTC", "Europe/Berlin", "Asia/Kolkata", "America/Sao_Paulo")) {
      Instant from = Instant.parse("2018-10-31T21:47:12Z");
      var ticks = ticks(from, from.plusSeconds(seconds), ZoneId.of(zone));

      assertThat(labels(ticks)).isNotEmpty().hasSizeLessThan(25);
      assertApart(ticks, zone);
    }
  }

  @Test
  void hasTicksAcrossMillennia() {
    assertThat(labels(ticks("0001-01-01T00:00:00Z", "9999-01-01T00:00:00Z", ZoneId.of("UTC"))))
        .contains("1000", "9000");
  }

  private static void assertApart(List<TimeAxis.Tick> ticks, String zone) {
    double label = 4;
    double context = 4;
    for (TimeAxis.Tick tick : ticks) {
      if (!tick.label().isEmpty()) {
        assertThat(tick.x() - half(tick.label()))
            .as("%s %s", zone, tick)
            .isGreaterThanOrEqualTo(label);
        label = tick.x() + half(tick.label()) + 5;
      }
      if (!tick.context().isEmpty()) {
        assertThat(tick.contextX() - half(tick.context()))
            .as("%s %s", zone, tick)
            .isGreaterThanOrEqualTo(context);
        context = tick.contextX() + half(tick.context()) + 5;
      }
    }
    assertThat(Math.max(label, context) - 5).isLessThanOrEqualTo(956);
  }

  private static double half(String text) {
    return TextWidth.of(text, TimeAxis.FONT) / 2;
  }

  private static List<String> labels(List<TimeAxis.Tick> ticks) {
    return ticks.stream().map(TimeAxis.Tick::label).filter(label -> !label.isEmpty()).toList();
  }

  private static List<String> contexts(List<TimeAxis.Tick> ticks) {
    return ticks.stream().map(TimeAxis.Tick::context).filter(text -> !text.isEmpty()).toList();
  }

  private static List<TimeAxis.Tick> ticks(String from, String to, ZoneId zone) {
    return ticks(Instant.parse(from), Instant.parse(to), zone);
  }

  private static List<TimeAxis.Tick> ticks(Instant from, Instant to, ZoneId zone) {
    assertThat(Duration.between(from, to)).isPositive();
    var plane = new Plane(60, 936, 0, 100, from.toEpochMilli(), to.toEpochMilli(), 0, 1);
    return new TimeAxis(plane, zone, 4, 956).ticks();
  }
}
