package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Windows as clocks on the wall have them: nothing between two, nothing in both. */
class WindowCalendarTest {

  private final Random random = new Random(7);
  private static final List<String> LENGTHS =
      List.of("1s", "1m", "15m", "1h", "6h", "12h", "1d", "1w", "1mo", "3mo", "1y");

  /** Zones, and moments near which their clocks or calendars do something. */
  private static Stream<ZonedDateTime> moments() {
    return Stream.of(
            "2024-03-31T02:00+01:00[Europe/Berlin]",
            "2024-10-27T03:00+02:00[Europe/Berlin]",
            "1893-04-01T00:00+01:00[Europe/Berlin]",
            "1969-12-31T23:59:59+01:00[Europe/Berlin]",
            "2024-04-07T03:00+11:00[Australia/Sydney]",
            "2024-10-06T02:00+10:00[Australia/Sydney]",
            "2024-04-07T02:00+11:00[Australia/Lord_Howe]",
            "2024-02-29T12:00+05:30[Asia/Kolkata]",
            "1905-12-31T23:00+05:21:10[Asia/Kolkata]",
            "2018-11-03T23:00-03:00[America/Sao_Paulo]",
            "2018-02-17T23:30-02:00[America/Sao_Paulo]",
            "2006-10-29T00:00-02:30[America/St_Johns]",
            "2011-12-29T23:00-10:00[Pacific/Apia]",
            "2024-12-31T23:59+00:00[UTC]",
            "0004-02-29T00:00Z[UTC]")
        .map(ZonedDateTime::parse);
  }

  @ParameterizedTest
  @MethodSource("moments")
  void theWindowsOfEachLengthTileTime(ZonedDateTime moment) {
    for (String length : LENGTHS) {
      WindowCalendar calendar = calendar(moment.getZone(), length);
      long time = moment.toInstant().toEpochMilli() - 40 * 3_600_000L;
      long stop = time + 80 * 3_600_000L;
      long steps = 0;
      for (long at = calendar.start(time); at < stop && steps < 4_000; steps++) {
        long end = calendar.end(at);
        assertThat(end).as("%s at %d", length, at).isGreaterThan(at);
        assertThat(calendar.start(at)).isEqualTo(at);
        assertThat(calendar.start(end - 1)).isEqualTo(at);
        assertThat(calendar.end(at + random.nextLong(end - at))).isEqualTo(end);
        at = end;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("moments")
  void finerWindowsLieInOneCoarserOne(ZonedDateTime moment) {
    for (String finer : LENGTHS) {
      for (String coarser : LENGTHS) {
        if (WindowLength.parse(finer).nestsIn(WindowLength.parse(coarser))) {
          WindowCalendar inner = calendar(moment.getZone(), finer);
          WindowCalendar outer = calendar(moment.getZone(), coarser);
          for (int i = 0; i < 200; i++) {
            long time = near(moment);
            assertThat(outer.start(inner.start(time))).isEqualTo(outer.start(time));
            assertThat(outer.end(inner.end(time) - 1)).isEqualTo(outer.end(time));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("moments")
  void whatWasAskedBeforeChangesNothing(ZonedDateTime moment) {
    for (String length : LENGTHS) {
      WindowCalendar asked = calendar(moment.getZone(), length);
      for (int i = 0; i < 300; i++) {
        long time = near(moment);
        WindowCalendar fresh = calendar(moment.getZone(), length);
        assertThat(asked.end(time)).isEqualTo(fresh.end(time));
        assertThat(asked.start(time)).isEqualTo(calendar(moment.getZone(), length).start(time));
      }
    }
  }

  @Test
  void aDayHas23Or25HoursWhereClocksChange() {
    assertThat(hours("Europe/Berlin", "2024-03-31")).hasSize(23);
    assertThat(hours("Europe/Berlin", "2024-10-27")).hasSize(25).allMatch(h -> h == 60);
    assertThat(hours("Australia/Sydney", "2024-04-07")).hasSize(25);
    assertThat(hours("Australia/Sydney", "2024-10-06")).hasSize(23);
    assertThat(hours("Australia/Lord_Howe", "2024-04-07")).hasSize(25).endsWith(60L, 30L);
    assertThat(hours("America/Sao_Paulo", "2018-11-04")).hasSize(23);
    assertThat(hours("Asia/Kolkata", "2024-02-29")).hasSize(24);
  }

  @Test
  void aDayWithoutAMidnightBeginsAtItsFirstInstant() {
    ZoneId zone = ZoneId.of("America/Sao_Paulo");
    assertThat(start(zone, "1d", "2018-11-04T15:00:00Z")).isEqualTo("2018-11-04T03:00:00Z");
    assertThat(start(zone, "1h", "2018-11-04T03:30:00Z")).isEqualTo("2018-11-04T03:00:00Z");
  }

  @Test
  void hoursOfAHalfHourZoneBeginOnItsHours() {
    ZoneId zone = ZoneId.of("Asia/Kolkata");
    assertThat(start(zone, "1h", "2024-02-29T12:45:00Z")).isEqualTo("2024-02-29T12:30:00Z");
    assertThat(start(zone, "1d", "2024-02-29T12:45:00Z")).isEqualTo("2024-02-28T18:30:00Z");
    assertThat(start(zone, "1mo", "2024-02-29T12:45:00Z")).isEqualTo("2024-01-31T18:30:00Z");
    assertThat(end(zone, "1mo", "2024-02-29T12:45:00Z")).isEqualTo("2024-02-29T18:30:00Z");
  }

  @Test
  void weeksBeginOnMondayAndQuartersAndYearsOnTheirFirstDay() {
    ZoneId utc = ZoneId.of("UTC");
    assertThat(start(utc, "1w", "2024-03-03T23:59:59.999Z")).isEqualTo("2024-02-26T00:00:00Z");
    assertThat(end(utc, "1w", "2024-03-03T23:59:59.999Z")).isEqualTo("2024-03-04T00:00:00Z");
    assertThat(start(utc, "1w", "1969-12-31T00:00:00Z")).isEqualTo("1969-12-29T00:00:00Z");
    assertThat(start(utc, "3mo", "2024-06-30T00:00:00Z")).isEqualTo("2024-04-01T00:00:00Z");
    assertThat(end(utc, "3mo", "2024-12-31T00:00:00Z")).isEqualTo("2025-01-01T00:00:00Z");
    assertThat(start(utc, "1y", "2024-12-31T00:00:00Z")).isEqualTo("2024-01-01T00:00:00Z");
    assertThat(end(utc, "1d", "2024-02-28T00:00:00Z")).isEqualTo("2024-02-29T00:00:00Z");
  }

  /** Minutes of each hour of a day. */
  private static List<Long> hours(String zone, String date) {
    ZoneId id = ZoneId.of(zone);
    long end = LocalDate.parse(date).plusDays(1).atStartOfDay(id).toInstant().toEpochMilli();
    WindowCalendar calendar = calendar(id, "1h");
    List<Long> minutes = new ArrayList<>();
    long at = LocalDate.parse(date).atStartOfDay(id).toInstant().toEpochMilli();
    while (at < end) {
      minutes.add((calendar.end(at) - at) / 60_000);
      at = calendar.end(at);
    }
    assertThat(at).isEqualTo(end);
    return minutes;
  }

  private long near(ZonedDateTime moment) {
    long days = random.nextInt(10) == 0 ? 400 : 2;
    long span = Duration.ofDays(days).toMillis();
    return moment.toInstant().toEpochMilli() + random.nextLong(2 * span) - span;
  }

  private static String start(ZoneId zone, String length, String time) {
    long instant = Instant.parse(time).toEpochMilli();
    return Instant.ofEpochMilli(calendar(zone, length).start(instant)).toString();
  }

  private static String end(ZoneId zone, String length, String time) {
    long instant = Instant.parse(time).toEpochMilli();
    return Instant.ofEpochMilli(calendar(zone, length).end(instant)).toString();
  }

  private static WindowCalendar calendar(ZoneId zone, String length) {
    return new WindowCalendar(zone, WindowLength.parse(length));
  }
}
