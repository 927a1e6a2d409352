package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.Readings.Reading;
import io.taskweir.engine.Readings.Total;
import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.engine.internal.Bundling;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.FailureClass;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.Test;

/** When windows of event time fire and are corrected, and what is too late for them. */
class ConsolidationTest {

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** All that is held goes into state. */
  private static void barrier(ConsolidationHarness<Reading, Total> stage) throws Exception {
    stage.subtasks.snapshot();
  }

  /** All that is due fires: so much processing time passes. */
  private static void fireDue(ConsolidationHarness<Reading, Total> stage) throws Exception {
    stage.clock(stage.subtasks.now() + Bundling.DEFAULT.millis());
  }

  private static ConsolidationStage<Reading, ?, Total> stage(String every, Duration lateness) {
    return Workflow.named("readings")
        .consolidate("roll-up", new Readings())
        .keyBy(Reading::key)
        .every(every)
        .lateness(lateness);
  }

  private static ConsolidationHarness<Reading, Total> open(String every, Duration lateness)
      throws Exception {
    return ConsolidationHarness.of(stage(every, lateness), Reading.class);
  }

  private static void send(ConsolidationHarness<Reading, Total> stage, String key, long... times)
      throws Exception {
    for (long time : times) {
      stage.send(key + "@" + time, new Reading(key, time, 1));
    }
  }

  /** What fired, as {@code every@start v version: count}, times in minutes. */
  private static List<String> fired(ConsolidationHarness<Reading, Total> stage) {
    return stage.results().stream()
        .map(t -> t.every() + "@" + t.start() / MINUTE + " v" + t.version() + ": " + t.count())
        .toList();
  }

  private static List<String> reasons(ConsolidationHarness<Reading, Total> stage) {
    return stage.deadLetters().stream().map(DeadLetter::reason).toList();
  }

  @Test
  void firesWhenTheClockOfItsKeyReachesItsEnd() throws Exception {
    try (var stage = open("1m", Duration.ZERO)) {
      send(stage, "a", 0, MINUTE - 1);
      fireDue(stage);
      assertThat(stage.results()).isEmpty();
      send(stage, "a", MINUTE);
      fireDue(stage);

      assertThat(fired(stage)).containsExactly("1m@0 v1: 2");
    }
  }

  @Test
  void firesWhenTheWatermarkReachesItsEnd() throws Exception {
    try (var stage = open("1m", Duration.ZERO)) {
      send(stage, "a", 10);
      stage.watermark(MINUTE - 1);
      assertThat(stage.results()).isEmpty();
      stage.watermark(MINUTE);

      assertThat(fired(stage)).containsExactly("1m@0 v1: 1");
      assertThat(stage.said().get(stage.said().size() - 1)).isEqualTo(new Watermark(MINUTE));
    }
  }

  @Test
  void aTimerInStateFiresWhatTheWatermarkReaches() throws Exception {
    try (var stage = open("1m,1h", Duration.ZERO)) {
      send(stage, "a", 10);
      stage.restart(2);
      stage.watermark(MINUTE);
      assertThat(fired(stage)).containsExactly("1m@0 v1: 1");
      assertThat(stage.timers()).isEqualTo(1);
      stage.restart(1);
      stage.watermark(HOUR);

      assertThat(fired(stage)).containsExactly("1m@0 v1: 1", "1h@0 v1: 1");
      assertThat(stage.timers()).isZero();
    }
  }

  @Test
  void anItemIsLateByTheClockOfItsOwnKeyAlone() throws Exception {
    try (var stage = open("1m", Duration.ofMinutes(5))) {
      send(stage, "wild", 400 * DAY);
      stage.watermark(300 * DAY);
      send(stage, "a", 10 * MINUTE, 5 * MINUTE);
      assertThat(stage.deadLetters()).isEmpty();
      send(stage, "a", 5 * MINUTE - 1);

      DeadLetter letter = stage.deadLetters().get(0);
      assertThat(letter.reason()).isEqualTo("LATE");
      assertThat(letter.failureClass()).isEqualTo(FailureClass.LIMIT);
      assertThat(letter.detail())
          .isEqualTo(
              "event time 1970-01-01T00:04:59.999Z: its window ended before the key's clock"
                  + " 1970-01-01T00:10:00Z less the lateness of 300000 ms");
      assertThat(letter.attempts()).isEmpty();
      assertThat(stage.deadLetters()).hasSize(1);
    }
  }

  /**
   * The window ended at 5 minutes; at a clock of 10 it is late for good, a millisecond before not.
   */
  @Test
  void latenessEndsWhenTheWindowEndedThatLongAgo() throws Exception {
    for (int held = 0; held < 2; held++) {
      try (var stage = open("1m", Duration.ofMinutes(5))) {
        send(stage, "a", 10 * MINUTE - 1, 5 * MINUTE - 1, 10 * MINUTE);
        if (held == 0) {
          fireDue(stage);
        }
        send(stage, "a", 5 * MINUTE - 2, 5 * MINUTE);

        assertThat(stage.deadLetters())
            .extracting(DeadLetter::id)
            .containsExactly(TaskId.ofCaller("default", "a@" + (5 * MINUTE - 2)).hex());
      }
    }
  }

  @Test
  void whatIsLateChangesNothing() throws Exception {
    try (var stage = open("1m,1h", Duration.ZERO)) {
      send(stage, "a", 0, MINUTE);
      fireDue(stage);
      send(stage, "a", 5, 6);
      stage.end();

      assertThat(fired(stage)).containsExactly("1m@0 v1: 1", "1m@1 v1: 1", "1h@0 v1: 2");
      assertThat(reasons(stage)).containsExactly("LATE", "LATE");
      assertThat(List.of(stage.account("started"), stage.account("succeeded")))
          .containsExactly(4L, 2L);
      assertThat(stage.account("dead")).isEqualTo(2);
    }
  }

  @Test
  void aLateItemCorrectsItsWindowAndTheCoarserOnesThatHaveFired() throws Exception {
    try (var stage = open("1m,1h,1d", Duration.ofHours(2))) {
      send(stage, "a", 0, HOUR);
      fireDue(stage);
      assertThat(fired(stage)).containsExactly("1m@0 v1: 1", "1h@0 v1: 1");
      send(stage, "a", 5);
      fireDue(stage);

      assertThat(fired(stage)).endsWith("1m@0 v2: 2", "1h@0 v2: 2").hasSize(4);
      send(stage, "a", 2 * MINUTE);
      fireDue(stage);
      assertThat(fired(stage)).endsWith("1m@2 v1: 1", "1h@0 v3: 3").hasSize(6);
      assertThat(stage.results()).extracting(Total::id).doesNotContainNull();
      assertThat(stage.results().get(0).id()).isEqualTo(stage.results().get(2).id());
      stage.end();
      assertThat(fired(stage)).endsWith("1m@60 v1: 1", "1h@60 v1: 1", "1d@0 v1: 4");
    }
  }

  /** The watermark ran ahead of this key: nothing is lost, it only costs a version. */
  @Test
  void whatComesBehindTheWatermarkIsAFurtherVersion() throws Exception {
    try (var stage = open("1m,1h", Duration.ZERO)) {
      send(stage, "a", 0);
      stage.watermark(2 * HOUR);
      send(stage, "a", 1, 2);
      fireDue(stage);
      send(stage, "a", 5 * MINUTE);
      fireDue(stage);

      assertThat(fired(stage))
          .containsExactly(
              "1m@0 v1: 1", "1h@0 v1: 1", "1m@0 v2: 3", "1h@0 v2: 3", "1m@5 v1: 1", "1h@0 v3: 4");
      assertThat(stage.deadLetters()).isEmpty();
    }
  }

  @Test
  void finerWindowsFireBeforeCoarserOnesAndEachLengthInOrder() throws Exception {
    try (var stage = open("1m,1h,1d", Duration.ofDays(2))) {
      send(stage, "a", HOUR + MINUTE, HOUR, 0, 3 * MINUTE, 2 * DAY);
      fireDue(stage);

      assertThat(fired(stage))
          .containsExactly(
              "1m@0 v1: 1",
              "1m@3 v1: 1",
              "1m@60 v1: 1",
              "1m@61 v1: 1",
              "1h@0 v1: 2",
              "1h@60 v1: 2",
              "1d@0 v1: 4");
    }
  }

  @Test
  void aClockThatJumpsFiresAndDropsAllBehindIt() throws Exception {
    try (var stage = open("1m,1h", Duration.ofMinutes(5))) {
      send(stage, "a", 0, 2 * MINUTE, 3 * MINUTE);
      barrier(stage);
      assertThat(stage.subtasks.keysIn("total")).isEqualTo(1);
      send(stage, "a", 400 * DAY);
      barrier(stage);

      assertThat(fired(stage))
          .containsExactly("1m@0 v1: 1", "1m@2 v1: 1", "1m@3 v1: 1", "1h@0 v1: 3");
      assertThat(stage.subtasks.keysIn("total")).isZero();
      assertThat(stage.subtasks.keysIn("fired")).isZero();
      assertThat(stage.subtasks.keysIn("delta")).isZero();
      assertThat(stage.timers()).isEqualTo(1);
    }
  }

  @Test
  void aWindowThatMayStillBeCorrectedIsKept() throws Exception {
    try (var stage = open("1m", Duration.ofMinutes(5))) {
      send(stage, "a", 0, MINUTE, 6 * MINUTE - 1);
      fireDue(stage);
      send(stage, "a", 30_000);
      fireDue(stage);

      assertThat(fired(stage)).containsExactly("1m@0 v1: 1", "1m@1 v1: 1", "1m@0 v2: 2");
      assertThat(stage.deadLetters()).isEmpty();
    }
  }

  @Test
  void anEndOfInputFiresUnfinishedWindowsAndThenGoesOn() throws Exception {
    try (var stage = open("1m,1h", Duration.ZERO)) {
      send(stage, "a", 10);
      send(stage, "b", 20);
      stage.restart(1);
      send(stage, "a", 30);
      stage.watermark(Long.MAX_VALUE);
      assertThat(stage.said()).noneMatch(Watermark.class::isInstance);
      assertThat(stage.results()).isEmpty();
      stage.end();

      assertThat(fired(stage))
          .containsExactlyInAnyOrder("1m@0 v1: 2", "1h@0 v1: 2", "1m@0 v1: 1", "1h@0 v1: 1");
      assertThat(stage.said().get(stage.said().size() - 1)).isEqualTo(Watermark.MAX_WATERMARK);
      assertThat(stage.said().stream().filter(Watermark.class::isInstance)).hasSize(1);
    }
  }

  @Test
  void aResultIsARunOfItsOwnAtItsLastMillisecond() throws Exception {
    try (var stage = open("1m", Duration.ofMinutes(1))) {
      stage.send(StageHarness.task("blue", "x", new Reading("a", HOUR + 5, 3)));
      stage.watermark(HOUR + MINUTE);
      stage.send(StageHarness.task("blue", "y", new Reading("a", HOUR + 6, 4)));
      fireDue(stage);

      Task<Total> task = stage.resultTasks().get(1);
      TaskId key = TaskId.derive("blue", "a");
      TaskId window = TaskId.derive("window", "blue", key.hex(), "1m", Long.toString(HOUR), "Z");
      assertThat(task.payload())
          .isEqualTo(new Total(window.hex(), "blue", 2, "1m", HOUR, HOUR + MINUTE, 2, 7, 3, 4));
      assertThat(task)
          .isEqualTo(
              new Task<>(
                  window.child(TaskId.slot("roll-up", "", "", 2)),
                  window,
                  null,
                  key,
                  "blue",
                  0,
                  1,
                  0,
                  HOUR,
                  Task.NO_DEADLINE,
                  null,
                  task.payload()));
      assertThat(stage.timestamps()).containsExactly(HOUR + MINUTE - 1, HOUR + MINUTE - 1);
    }
  }

  @Test
  void keysOfTwoTenantsAreTwo() throws Exception {
    try (var stage = open("1m", Duration.ZERO)) {
      stage.send(StageHarness.task("blue", "x", new Reading("a", 5, 3)));
      stage.send(StageHarness.task("red", "x", new Reading("a", HOUR, 3)));
      stage.send(StageHarness.task("blue", "y", new Reading("a", 6, 3)));
      stage.end();

      assertThat(stage.results())
          .extracting(Total::tenant, Total::count)
          .containsExactlyInAnyOrder(
              org.assertj.core.groups.Tuple.tuple("blue", 2L),
              org.assertj.core.groups.Tuple.tuple("red", 1L));
    }
  }

  @Test
  void whatCannotBeTakenIsADeadLetterAndChangesNothing() throws Exception {
    try (var stage = open("1m", Duration.ZERO)) {
      send(stage, "a", 5);
      stage.send("throws", new Reading("a", DAY, Readings.THROWS));
      stage.send("overflows", new Reading("a", DAY, Readings.OVERFLOWS));
      stage.send("keyless", new Reading(null, 5, 1));
      stage.send("absurd", new Reading("a", Long.MAX_VALUE, 1));
      stage.send("before time", new Reading("a", Long.MIN_VALUE, 1));
      send(stage, "a", 6);
      stage.end();

      assertThat(stage.deadLetters())
          .extracting(letter -> letter.reason() + " " + letter.failureClass())
          .containsExactly(
              "EXHAUSTED BUG", "STACK_OVERFLOW POISON", "KEY POISON", "LIMIT LIMIT", "LIMIT LIMIT");
      assertThat(stage.deadLetters().get(0).detail())
          .isEqualTo("java.lang.IllegalStateException: no such value");
      assertThat(stage.deadLetters().get(0).attempts()).hasSize(1);
      assertThat(stage.deadLetters().get(3).detail())
          .isEqualTo(
              "event time: a moment of the years 1 to 9999 expected, got 9223372036854775807 ms");
      assertThat(fired(stage)).containsExactly("1m@0 v1: 2");
      assertThat(stage.account("started")).isEqualTo(7);
      assertThat(stage.account("dead")).isEqualTo(5);
    }
  }

  @Test
  void aPassedDeadlineIsADeadLetter() throws Exception {
    try (var stage = open("1m", Duration.ZERO)) {
      stage.clock(100);
      Reading reading = new Reading("a", 5, 1);
      stage.send(Task.root(new TaskId(1, 1), "default", 0, 100, null, reading));
      stage.send(Task.root(new TaskId(1, 2), "default", 0, 101, null, reading));

      assertThat(reasons(stage)).containsExactly("DEADLINE");
      assertThat(stage.account("succeeded")).isEqualTo(1);
    }
  }

  @Test
  void auditsAtItsLevel() throws Exception {
    for (AuditLevel level : AuditLevel.values()) {
      var audited = stage("1m", Duration.ZERO).settings(StageSettings.DEFAULTS.withAudit(level));
      try (var stage = ConsolidationHarness.of(audited, Reading.class)) {
        send(stage, "a", HOUR, 0);

        assertThat(stage.audit())
            .extracting(AuditEvent::event)
            .containsExactly(
                switch (level) {
                  case ALL ->
                      new AuditEvent.Event[] {AuditEvent.Event.SUCCEEDED, AuditEvent.Event.DEAD};
                  case FAILURES -> new AuditEvent.Event[] {AuditEvent.Event.DEAD};
                  case NONE -> new AuditEvent.Event[] {};
                });
      }
    }
  }

  @Test
  void forgetsAKeyThatFellSilentForItsLifetime() throws Exception {
    var brief = stage("1m,1h", Duration.ofMinutes(5)).keep(Duration.ofHours(2));
    try (var stage = ConsolidationHarness.of(brief, Reading.class)) {
      send(stage, "a", 0, MINUTE);
      barrier(stage);
      stage.clock(HOUR);
      send(stage, "a", 5);
      barrier(stage);
      assertThat(fired(stage)).containsExactly("1m@0 v1: 1", "1m@0 v2: 2");

      stage.clock(3 * HOUR + Bundling.DEFAULT.millis());
      send(stage, "a", -DAY, 6);
      barrier(stage);
      assertThat(stage.deadLetters()).isEmpty();
      stage.end();
      assertThat(fired(stage))
          .endsWith("1m@-1440 v1: 1", "1h@-1440 v1: 1", "1m@0 v1: 1", "1h@0 v1: 1")
          .hasSize(6);
    }
  }
}
