package io.taskweir.engine;

import static io.taskweir.engine.CollectHarness.BERLIN;
import static io.taskweir.engine.CollectHarness.berlin;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.internal.CronTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The times of cron expressions, above all where clocks are changed. */
class CronTimesTest {

  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  private static List<Long> between(CronTimes times, long from, long until) {
    List<Long> found = new ArrayList<>();
    for (long time = times.next(from); time < until; time = times.next(time)) {
      found.add(time);
    }
    return found;
  }

  private static List<String> localTimes(String cron, String from, String until) {
    return between(CronTimes.of(cron, BERLIN), berlin(from), berlin(until)).stream()
        .map(time -> LocalDateTime.ofInstant(Instant.ofEpochMilli(time), BERLIN).toString())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2025-03-30T00:00", "2025-10-26T00:00"})
  void anHourlyTimeComesOnceInEachHourThatPassesWhenClocksAreChanged(String day) {
    List<Long> hours =
        between(CronTimes.of("0 * * * *", BERLIN), berlin(day), berlin(day) + 12 * HOUR);

    assertThat(hours).hasSize(11);
    for (int i = 0; i < hours.size(); i++) {
      assertThat(hours.get(i)).isEqualTo(berlin(day) + (i + 1) * HOUR);
    }
  }

  @Test
  void aDailyTimeInTheGapDoesNotComeThatDay() {
    assertThat(localTimes("30 2 * * *", "2025-03-29T00:00", "2025-04-01T00:00"))
        .containsExactly("2025-03-29T02:30", "2025-03-31T02:30");
  }

  @Test
  void aDailyTimeInTheOverlapComesOnceAtTheFirstOfTheTwo() {
    assertThat(localTimes("30 2 * * *", "2025-10-25T00:00", "2025-10-28T00:00"))
        .containsExactly("2025-10-25T02:30", "2025-10-26T02:30", "2025-10-27T02:30");
    assertThat(CronTimes.of("30 2 * * *", BERLIN).next(berlin("2025-10-26T00:00")))
        .isEqualTo(Instant.parse("2025-10-26T00:30:00Z").toEpochMilli());
  }

  @Test
  void aDailyTimeOutsideTheChangeComesAtItsLocalTime() {
    assertThat(localTimes("0 4 * * *", "2025-03-29T00:00", "2025-04-01T00:00"))
        .containsExactly("2025-03-29T04:00", "2025-03-30T04:00", "2025-03-31T04:00");
    assertThat(localTimes("0 4 * * *", "2025-10-25T00:00", "2025-10-28T00:00"))
        .containsExactly("2025-10-25T04:00", "2025-10-26T04:00", "2025-10-27T04:00");
  }

  @Test
  void daysOfTheMonthAndOfTheWeekAreBothTaken() {
    assertThat(localTimes("0 0 13 * 5", "2025-10-05T00:00", "2025-10-18T00:00"))
        .containsExactly("2025-10-10T00:00", "2025-10-13T00:00", "2025-10-17T00:00");
  }

  /** Minute by minute through a year: every minute that the clock shows comes, and no other. */
  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin,60",
    "Europe/Berlin,20",
    "Australia/Lord_Howe,15",
    "America/Santiago,30",
    "Africa/Casablanca,60",
    "Asia/Kolkata,60"
  })
  void timesWithinEachHourComeWheneverTheClockShowsThem(String zone, int every) {
    ZoneId in = ZoneId.of(zone);
    long from = Instant.parse("2025-01-01T00:00:00Z").toEpochMilli();
    long until = from + 365 * DAY;
    List<Long> shown = new ArrayList<>();
    for (long time = from + 60_000; time < until; time += 60_000) {
      if (Instant.ofEpochMilli(time).atZone(in).getMinute() % every == 0) {
        shown.add(time);
      }
    }

    assertThat(
            between(CronTimes.of((every == 60 ? "0" : "*/" + every) + " * * * *", in), from, until))
        .isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "* * * * *;1",
        "0,50 * * * *;10",
        "0 * * * *;60",
        "0 0,23 1,28 * *;60",
        "30 2 * * *;1440",
        "0 0 * * 1;10080",
        "0 0 29 2 *;2103840"
      })
  void theShortestDistanceBetweenTwoOfThemIsKnown(String cron, long minutes) {
    assertThat(CronTimes.of(cron, BERLIN).shortestDistance()).isEqualTo(minutes * 60_000);
  }

  @Test
  void anAnswerThatIsKeptIsGivenOnlyWhereItHolds() {
    CronTimes times = CronTimes.of("0 * * * *", BERLIN);

    assertThat(times.next(5 * HOUR)).isEqualTo(6 * HOUR);
    assertThat(times.next(6 * HOUR - 1)).isEqualTo(6 * HOUR);
    assertThat(times.next(6 * HOUR)).isEqualTo(7 * HOUR);
    assertThat(times.next(HOUR + 1)).isEqualTo(2 * HOUR);
    assertThat(times.next(3 * HOUR)).isEqualTo(4 * HOUR);
  }
}
