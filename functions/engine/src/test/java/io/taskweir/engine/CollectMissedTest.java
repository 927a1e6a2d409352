package io.taskweir.engine;

import static io.taskweir.engine.CollectHarness.BERLIN;
import static io.taskweir.engine.CollectHarness.berlin;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.engine.Words.Line;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

/** What a trigger makes of the times that passed while the job was down, and of other restarts. */
class CollectMissedTest {

  private static final Trigger EACH_HOUR = Trigger.at("0 * * * *", BERLIN);
  private static final Duration MINUTES_90 = Duration.ofMinutes(90);

  /** Collects one item at 8:30, is down from then until 11:30, and runs on until 12:00. */
  private static CollectHarness downFromEightThirtyToElevenThirty(Trigger trigger)
      throws Exception {
    CollectHarness report = CollectHarness.of(trigger, "2025-07-01T08:30");
    report.send("a", "one");
    report.restart("2025-07-01T11:30");
    report.send("a", "two");
    report.clock("2025-07-01T12:00");
    return report;
  }

  @Test
  void skipsWhatItMissedAndKeepsTheItemsForTheNextRegularTime() throws Exception {
    try (var report = downFromEightThirtyToElevenThirty(EACH_HOUR.missed(Missed.SKIP))) {
      assertThat(report.fired()).containsExactly("SCHEDULE #1 one two");
      assertThat(report.dues()).containsExactly("2025-07-01T12:00");
    }
  }

  @Test
  void firesOnceForAllThatItMissedDueAtTheLatest() throws Exception {
    try (var report = downFromEightThirtyToElevenThirty(EACH_HOUR)) {
      assertThat(report.fired()).containsExactly("SCHEDULE #1 one", "SCHEDULE #2 two");
      assertThat(report.dues()).containsExactly("2025-07-01T11:00", "2025-07-01T12:00");
    }
  }

  @Test
  void firesTheFirstOfAllThatItMissedWhereNothingIsLeftForTheOthers() throws Exception {
    try (var report = downFromEightThirtyToElevenThirty(EACH_HOUR.missed(Missed.ALL))) {
      assertThat(report.fired()).containsExactly("SCHEDULE #1 one", "SCHEDULE #2 two");
      assertThat(report.dues()).containsExactly("2025-07-01T09:00", "2025-07-01T12:00");
    }
  }

  @Test
  void firesAllThatItMissedTheFirstWithTheItemsAndTheOthersEmpty() throws Exception {
    Trigger trigger = EACH_HOUR.missed(Missed.ALL).evenIfEmpty();
    try (var report = downFromEightThirtyToElevenThirty(trigger)) {
      assertThat(report.fired())
          .containsExactly("SCHEDULE #1 one", "SCHEDULE #2", "SCHEDULE #3", "SCHEDULE #4 two");
      assertThat(report.dues())
          .containsExactly(
              "2025-07-01T09:00", "2025-07-01T10:00", "2025-07-01T11:00", "2025-07-01T12:00");
    }
  }

  @Test
  void firesOrSkipsAnEmptyScheduleThatItMissed() throws Exception {
    try (var one = downFromEightThirtyToElevenThirty(EACH_HOUR.evenIfEmpty());
        var skip = downFromEightThirtyToElevenThirty(EACH_HOUR.evenIfEmpty().missed(Missed.SKIP))) {
      assertThat(one.dues()).containsExactly("2025-07-01T11:00", "2025-07-01T12:00");
      assertThat(skip.dues()).containsExactly("2025-07-01T12:00");
      one.restart("2025-07-01T15:30");
      skip.restart("2025-07-01T15:30");
      one.clock("2025-07-01T16:00");
      skip.clock("2025-07-01T16:00");

      assertThat(one.fired().subList(2, 4)).containsExactly("SCHEDULE #3", "SCHEDULE #4");
      assertThat(one.dues().subList(2, 4)).containsExactly("2025-07-01T15:00", "2025-07-01T16:00");
      assertThat(skip.dues().subList(1, 2)).containsExactly("2025-07-01T16:00");
    }
  }

  @Test
  void aMissedWaitFiresOnceWithItsOwnEnd() throws Exception {
    for (Missed missed : List.of(Missed.ONE, Missed.ALL)) {
      try (var report =
          downFromEightThirtyToElevenThirty(Trigger.after(MINUTES_90).missed(missed))) {
        assertThat(report.fired()).containsExactly("WAIT #1 one");
        assertThat(report.dues()).containsExactly("2025-07-01T10:00");
      }
    }
  }

  @Test
  void aMissedWaitThatIsSkippedIsMeasuredAnew() throws Exception {
    Trigger trigger = Trigger.after(MINUTES_90).missed(Missed.SKIP);
    try (var report = downFromEightThirtyToElevenThirty(trigger)) {
      report.clock(berlin("2025-07-01T13:00") - 1);
      assertThat(report.batches()).isEmpty();
      report.clock("2025-07-01T13:00");

      assertThat(report.fired()).containsExactly("WAIT #1 one two");
      assertThat(report.dues()).containsExactly("2025-07-01T13:00");
    }
  }

  @Test
  void ofAMissedWaitAndMissedTimesTheLatestIsFiredOrTheFirstHasTheItems() throws Exception {
    Trigger both = EACH_HOUR.orAfter(Duration.ofMinutes(10)).evenIfEmpty();
    try (var one = downFromEightThirtyToElevenThirty(both);
        var all = downFromEightThirtyToElevenThirty(both.missed(Missed.ALL))) {
      assertThat(one.fired().get(0)).isEqualTo("SCHEDULE #1 one");
      assertThat(one.dues().get(0)).isEqualTo("2025-07-01T11:00");
      assertThat(all.fired().subList(0, 4))
          .containsExactly("WAIT #1 one", "SCHEDULE #2", "SCHEDULE #3", "SCHEDULE #4");
      assertThat(all.dues().subList(0, 4))
          .containsExactly(
              "2025-07-01T08:40", "2025-07-01T09:00", "2025-07-01T10:00", "2025-07-01T11:00");
    }
  }

  @Test
  void whatComesWithTheStartOfTheJobIsNotMissed() throws Exception {
    try (var report = CollectHarness.of(EACH_HOUR.missed(Missed.SKIP), "2025-07-01T08:30")) {
      report.send("a", "one");
      report.restart("2025-07-01T09:00");

      assertThat(report.fired()).containsExactly("SCHEDULE #1 one");
    }
  }

  @Test
  void whatIsOnlyLateInAJobThatIsUpIsNotMissed() throws Exception {
    try (var report = CollectHarness.of(EACH_HOUR.missed(Missed.SKIP), "2025-07-01T08:30")) {
      report.send("a", "one");
      report.clock("2025-07-01T12:30");

      assertThat(report.dues()).containsExactly("2025-07-01T09:00");
    }
  }

  @Test
  void aTimeWithoutJitterThatPassedIsNotMissedUntilItsJitterHas() throws Exception {
    Trigger trigger = EACH_HOUR.jitter(Duration.ofMinutes(59)).missed(Missed.SKIP);
    try (var report = CollectHarness.of(trigger, "2025-07-01T08:30")) {
      for (int key = 0; key < 200; key++) {
        report.send("key-" + key, "item-" + key);
      }
      report.restart(1, berlin("2025-07-01T09:30"));
      report.clock(berlin("2025-07-01T09:59"));
      int regular = report.batches().size();
      report.clock(berlin("2025-07-01T10:59"));

      assertThat(regular).isBetween(60, 140);
      assertThat(report.batches()).hasSize(200);
      assertThat(report.dues().subList(0, regular)).containsOnly("2025-07-01T09:00");
      assertThat(report.dues().subList(regular, 200)).containsOnly("2025-07-01T10:00");
    }
  }

  @Test
  void itemsThatComeBeforeAMissedTimeIsMadeUpForGoWithIt() throws Exception {
    try (var report = CollectHarness.of(EACH_HOUR.orAfter(3), "2025-07-01T08:30")) {
      report.send("a", "one");
      report.send("b", "two", "three");
      report.restart(1, berlin("2025-07-01T11:30"));
      report.send("a", "four");
      report.send("b", "five", "six");
      report.clock("2025-07-01T11:30");

      assertThat(report.fired()).containsExactly("COUNT #1 two three five", "SCHEDULE #1 one four");
      assertThat(report.dues()).containsExactly("2025-07-01T11:30", "2025-07-01T11:00");
      report.clock("2025-07-01T12:00");
      assertThat(report.fired()).hasSize(3).contains("SCHEDULE #2 six");
    }
  }

  @Test
  void aCountDoesNotTakeTheMissedTimesOfAnEmptySchedule() throws Exception {
    Trigger trigger = EACH_HOUR.orAfter(2).evenIfEmpty().missed(Missed.ALL);
    try (var report = CollectHarness.of(trigger, "2025-07-01T08:30")) {
      report.send("a", "one");
      report.restart(1, berlin("2025-07-01T10:30"));
      report.send("a", "two");
      report.clock("2025-07-01T10:30");

      assertThat(report.fired()).containsExactly("COUNT #1 one two", "SCHEDULE #2", "SCHEDULE #3");
      assertThat(report.dues())
          .containsExactly("2025-07-01T10:30", "2025-07-01T09:00", "2025-07-01T10:00");
    }
  }

  @Test
  void firesTheLatestThousandWhereMoreWereMissed() throws Exception {
    Trigger trigger = Trigger.at("* * * * *", BERLIN).evenIfEmpty().missed(Missed.ALL);
    try (var report = CollectHarness.of(trigger, "2025-07-01T00:00")) {
      report.send("a", "one");
      report.restart("2025-07-02T00:00");

      assertThat(report.batches()).hasSize(1_001);
      assertThat(report.dues().get(0)).isEqualTo("2025-07-01T07:20");
      assertThat(report.dues().get(999)).isEqualTo("2025-07-01T23:59");
      assertThat(report.dues().get(1_000)).isEqualTo("2025-07-02T00:00");
      assertThat(report.fired().get(0)).isEqualTo("SCHEDULE #1 one");
      assertThat(report.fired().get(1_000)).isEqualTo("SCHEDULE #1001");
    }
  }

  @Test
  void theFirstOfMoreThanAThousandIsStillTheFirst() throws Exception {
    Trigger trigger = Trigger.at("* * * * *", BERLIN).missed(Missed.ALL);
    try (var report = CollectHarness.of(trigger, "2025-07-01T00:00")) {
      report.send("a", "one");
      report.restart("2025-07-02T00:00");

      assertThat(report.dues()).containsExactly("2025-07-01T00:01");
    }
  }

  @Test
  void aScheduleThatBecameIdleWhileTheJobWasDownIsForgotten() throws Exception {
    for (Missed missed : Missed.values()) {
      Trigger trigger = EACH_HOUR.evenIfEmpty().idleAfter(MINUTES_90).missed(missed);
      try (var report = CollectHarness.of(trigger, "2025-07-01T08:30")) {
        report.send("a", "one");
        report.clock("2025-07-01T09:00");
        report.restart("2025-07-01T12:30");

        assertThat(report.keys()).isZero();
        assertThat(report.subtasks.timers()).isZero();
        assertThat(report.dues()).containsExactly("2025-07-01T09:00");
      }
    }
  }

  @Test
  void goesOnAfterARestoreAsMoreAndAsFewerSubtasks() throws Exception {
    survivesRescaling(null);
  }

  @Test
  void goesOnAfterARestoreFromRocksDb() throws Exception {
    survivesRescaling(new EmbeddedRocksDBStateBackend());
  }

  private static void survivesRescaling(@Nullable StateBackend backend) throws Exception {
    Trigger trigger = EACH_HOUR.orAfter(4).orAfter(MINUTES_90).jitter(Duration.ofMinutes(5));
    try (var report =
        new CollectHarness(trigger, AuditLevel.ALL, backend, berlin("2025-07-01T08:30"))) {
      Set<String> sent = new HashSet<>();
      long time = berlin("2025-07-01T08:30");
      for (int parallelism : new int[] {2, 1, 3, 1}) {
        for (int item = 0; item < 90; item++) {
          String text = parallelism + "-" + sent.size();
          sent.add(text);
          report.send("key-" + item % 35, text);
        }
        time += Duration.ofMinutes(10).toMillis();
        report.restart(parallelism, time);
        report.clock(time);
      }
      report.clock("2025-07-01T09:05");

      assertThat(report.keys()).isZero();
      assertThat(report.subtasks.timers()).isZero();
      assertThat(report.account("succeeded")).isEqualTo(360);
      assertThat(report.batches().stream().flatMap(batch -> batch.items().stream()))
          .extracting(Line::text)
          .hasSize(360)
          .containsExactlyInAnyOrderElementsOf(sent);
      assertThat(report.tasks()).extracting(task -> task.id().hex()).doesNotHaveDuplicates();
    }
  }

  @Test
  void anotherDeclarationHoldsFromTheRestartOnForItemsThatWaitAlready() throws Exception {
    try (var report = CollectHarness.of(Trigger.after(5), "2025-07-01T08:30")) {
      report.send("a", "one");
      assertThat(report.subtasks.timers()).isZero();
      report.redeclare(EACH_HOUR, "2025-07-01T10:30");
      assertThat(report.batches()).isEmpty();
      report.redeclare(Trigger.at("30 * * * *", BERLIN), "2025-07-01T10:40");
      report.clock("2025-07-01T11:15");
      assertThat(report.batches()).isEmpty();
      report.redeclare(Trigger.after(Duration.ofMinutes(1)), "2025-07-01T11:20");

      assertThat(report.fired()).containsExactly("WAIT #1 one");
      assertThat(report.dues()).containsExactly("2025-07-01T08:31");
    }
  }

  @Test
  void aScheduleThatIsDeclaredAnewOwesNothingForTheTimeBefore() throws Exception {
    Trigger daily = Trigger.at("0 0 * * *", BERLIN).evenIfEmpty().missed(Missed.ALL);
    try (var report = CollectHarness.of(daily, "2025-07-01T08:30")) {
      report.send("a", "one");
      report.redeclare(EACH_HOUR.evenIfEmpty().missed(Missed.ALL), "2025-07-01T15:30");
      report.clock("2025-07-01T16:00");

      assertThat(report.dues()).containsExactly("2025-07-01T16:00");
    }
  }
}
