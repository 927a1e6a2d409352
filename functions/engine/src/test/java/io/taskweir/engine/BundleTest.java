package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.taskweir.engine.Readings.Reading;
import io.taskweir.engine.Readings.Total;
import io.taskweir.engine.internal.Bundling;
import io.taskweir.state.DeadLetter;
import java.time.Duration;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** When a consolidation brings what it holds on the heap into state: what is due fires then. */
class BundleTest {

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private static ConsolidationHarness<Reading, Total> open(Bundling bundling) throws Exception {
    ConsolidationStage<Reading, ?, Total> stage =
        Workflow.named("readings")
            .consolidate("roll-up", new Readings())
            .keyBy(Reading::key)
            .every("1m,1h")
            .lateness(Duration.ofDays(1));
    return ConsolidationHarness.of(stage, Reading.class, bundling, null);
  }

  private static void send(ConsolidationHarness<Reading, Total> stage, String key, long... times)
      throws Exception {
    for (long time : times) {
      stage.send(key + "@" + time, new Reading(key, time, 1));
    }
  }

  @Test
  void holdsWhatIsDueForFiveSecondsAtMost() throws Exception {
    try (var stage = open(Bundling.DEFAULT)) {
      stage.clock(500);
      send(stage, "a", 0, MINUTE);
      stage.clock(5_499);
      assertThat(stage.results()).isEmpty();
      stage.clock(5_500);
      assertThat(stage.results()).hasSize(1);

      stage.clock(9_000);
      send(stage, "a", 2 * MINUTE);
      stage.clock(13_999);
      assertThat(stage.results()).hasSize(1);
      stage.clock(14_000);
      assertThat(stage.results()).hasSize(2);
    }
  }

  @Test
  void holdsNothingAtABarrier() throws Exception {
    try (var stage = open(Bundling.DEFAULT)) {
      send(stage, "a", 0, MINUTE);
      stage.subtasks.snapshot();

      assertThat(stage.results()).hasSize(1);
    }
  }

  @Test
  void goesIntoStateWhenItIsFull() throws Exception {
    try (var stage = open(new Bundling(3, 1_000, 64))) {
      send(stage, "a", 0, 1, 2, 3, MINUTE);
      assertThat(stage.results()).isEmpty();
      send(stage, "b", 0);

      assertThat(stage.results()).extracting(Total::count).containsExactly(4L);
    }
  }

  /** A key of which all is late has no window on the heap, but it is there. */
  @Test
  void isFullOfKeysToo() throws Exception {
    long far = 100 * 24 * 60 * MINUTE;
    try (var stage = open(new Bundling(3, 1_000, 64))) {
      send(stage, "a", far);
      send(stage, "b", far);
      stage.clock(1_000);
      send(stage, "c", 0, MINUTE);
      send(stage, "a", 0);
      assertThat(stage.results()).isEmpty();
      send(stage, "b", 0);

      assertThat(stage.deadLetters()).hasSize(2);
      assertThat(stage.results()).hasSize(1);
    }
  }

  @Test
  void goesIntoStateBeforeAWatermarkThatHasSomethingToFire() throws Exception {
    try (var stage = open(Bundling.DEFAULT)) {
      send(stage, "a", 10, MINUTE + 10);
      stage.watermark(MINUTE - 1);
      assertThat(stage.results()).isEmpty();
      stage.watermark(MINUTE);
      assertThat(stage.results()).extracting(Total::every).containsExactly("1m");
      stage.watermark(2 * MINUTE);
      assertThat(stage.results()).hasSize(2);
    }
  }

  /** The item's own window is behind the watermark, but the hour that holds it is not. */
  @Test
  void aWatermarkThatReachesACoarserWindowIsEnough() throws Exception {
    try (var stage = open(Bundling.DEFAULT)) {
      stage.watermark(30 * MINUTE);
      send(stage, "a", 10 * MINUTE);
      stage.watermark(59 * MINUTE);
      assertThat(stage.results()).isEmpty();
      stage.watermark(60 * MINUTE);

      assertThat(stage.results()).extracting(Total::every).containsExactly("1m", "1h");
    }
  }

  @Test
  void aTimerBringsInWhatItsKeyHolds() throws Exception {
    try (var stage = open(Bundling.DEFAULT)) {
      send(stage, "a", 0);
      stage.restart(1);
      stage.watermark(MINUTE);
      send(stage, "a", 1);
      stage.watermark(60 * MINUTE);

      assertThat(stage.results()).extracting(Total::count).containsExactly(1L, 2L, 2L);
    }
  }

  /** The second is late by the clock that state has, and by nothing on the heap. */
  @Test
  void anItemThatMayBeLateIsHeldAgainstTheClockInState() throws Exception {
    try (var stage = open(Bundling.DEFAULT)) {
      send(stage, "a", 3 * DAY);
      stage.restart(1);
      send(stage, "a", DAY);
      send(stage, "b", DAY);

      assertThat(stage.deadLetters()).extracting(DeadLetter::reason).containsExactly("LATE");
      assertThat(stage.account("succeeded")).isEqualTo(2);
    }
  }

  /** The timer fires what lies in state; of what came since then, no window ends any more. */
  @Test
  void aTimerFiresWhatLiesInStateOfAKeyOnTheHeap() throws Exception {
    try (var stage = open(Bundling.DEFAULT)) {
      send(stage, "a", 10 * HOUR);
      stage.restart(1);
      stage.watermark(10 * HOUR);
      send(stage, "a", 8 * HOUR);
      stage.watermark(10 * HOUR + MINUTE);
      assertThat(starts(stage))
          .containsExactly(tuple("1m", 8 * HOUR), tuple("1m", 10 * HOUR), tuple("1h", 8 * HOUR));
      stage.watermark(11 * HOUR);

      assertThat(starts(stage)).hasSize(4).last().isEqualTo(tuple("1h", 10 * HOUR));
    }
  }

  private static List<Tuple> starts(ConsolidationHarness<Reading, Total> stage) {
    return stage.results().stream().map(total -> tuple(total.every(), total.start())).toList();
  }
}
