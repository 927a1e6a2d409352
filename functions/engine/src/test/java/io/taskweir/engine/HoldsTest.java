package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.engine.ObeyScript.Said;
import io.taskweir.engine.ObeyScript.Scene;
import io.taskweir.engine.RestartedStage.Backend;
import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.engine.Words.Line;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.AuditEvent.Event;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.FailureClass;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A task may wait for the next of its key, and is run again before that one's outputs leave. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class HoldsTest {

  private static final Workflow WORKFLOW = Workflow.named("words");
  private static final Duration HOLD = Duration.ofMinutes(1);
  private static final Duration TTL = Duration.ofMinutes(10);

  private static Stage<Scene, Said> stage(boolean shares) {
    Stage<Scene, Said> stage =
        WORKFLOW.stage("obey", new ObeyScript(shares)).keyBy(Scene::key).holds(HOLD);
    return shares ? stage.shares(TTL) : stage;
  }

  private static StageHarness<Scene, Said> open(Stage<Scene, Said> stage) throws Exception {
    return StageHarness.of(stage, Scene.class);
  }

  private static Stage<Line, String> jumps() {
    return WORKFLOW
        .stage("confirm-jumps", new ConfirmJumps())
        .keyBy(Line::key)
        .shares(Duration.ofHours(1))
        .holds(HOLD);
  }

  private static void send(StageHarness<Scene, Said> stage, String name, String script)
      throws Exception {
    stage.send(name, new Scene(name, "k", name, script));
  }

  private static String id(String name) {
    return TaskId.ofCaller("default", name).hex();
  }

  private static List<String> names(StageHarness<Scene, Said> stage) {
    return stage.results().stream().map(Said::name).toList();
  }

  /** Each dead letter as reason, class and number of attempts. */
  private static List<String> dead(StageHarness<Scene, Said> stage) {
    return stage.deadLetters().stream()
        .map(one -> one.reason() + " " + one.failureClass() + " " + one.attempts().size())
        .toList();
  }

  private static void assertNothingWaits(StageHarness<Scene, Said> stage) {
    assertThat(stage.timers()).isZero();
    assertThat(stage.account("started"))
        .isEqualTo(
            stage.account("succeeded") + stage.account("suppressed") + stage.account("dead"));
  }

  @Test
  void aJumpThatTheNextConfirmsPassesBeforeIt() throws Exception {
    try (var stage = StageHarness.of(jumps(), Line.class)) {
      for (String time : List.of("1", "100", "101", "102")) {
        stage.send(time, new Line("k", time));
      }

      assertThat(stage.results()).containsExactly("1", "100", "101", "102");
      assertThat(stage.timers()).isZero();
    }
  }

  @Test
  void aJumpThatTheNextRefutesIsADeadLetter() throws Exception {
    try (var stage = StageHarness.of(jumps(), Line.class)) {
      for (String time : List.of("1", "100", "2")) {
        stage.send(time, new Line("k", time));
      }

      assertThat(stage.results()).containsExactly("1", "2");
      assertThat(stage.deadLetters())
          .extracting(DeadLetter::reason, DeadLetter::detail)
          .containsExactly(org.assertj.core.groups.Tuple.tuple("CLOCK_JUMP", "refuted"));
    }
  }

  @Test
  void allThatIsHeldPassesInOrderOfArrivalBeforeTheOneThatWokeIt() throws Exception {
    try (var stage = open(stage(false))) {
      for (String name : List.of("c", "a", "b")) {
        send(stage, name, "H");
      }
      assertThat(stage.results()).isEmpty();
      send(stage, "x", "S");

      assertThat(names(stage)).containsExactly("c", "a", "b", "x");
      assertThat(stage.stateEntries()).isZero();
      assertNothingWaits(stage);
    }
  }

  @Test
  void anotherKeyWakesNothing() throws Exception {
    try (var stage = open(stage(false))) {
      send(stage, "a", "H");
      stage.send("x", new Scene("x", "other", "", "S"));
      stage.send(StageHarness.task("red", "y", new Scene("y", "k", "", "S")));

      assertThat(names(stage)).containsExactly("x", "y");
    }
  }

  @Test
  void oneThatIsHeldFailsOrDiesItselfWakesNothing() throws Exception {
    try (var stage = open(stage(false).once(Scene::claim, TTL))) {
      send(stage, "done", "S");
      send(stage, "a", "H");
      send(stage, "b", "H");
      send(stage, "c", "F");
      send(stage, "d", "R");
      stage.send("repeat", new Scene("repeat", "k", "done", "S"));

      assertThat(names(stage)).containsExactly("done");
    }
  }

  @Test
  void aTaskThatWasHeldWakesNoOther() throws Exception {
    try (var stage = open(stage(false))) {
      send(stage, "a", "H");
      stage.clock(1_000);
      send(stage, "b", "H");
      stage.clock(HOLD.toMillis());
      assertThat(names(stage)).containsExactly("a");
      stage.clock(HOLD.toMillis() + 1_000);

      assertThat(names(stage)).containsExactly("a", "b");
      assertNothingWaits(stage);
    }
  }

  @Test
  void aRetryThatSucceedsWakesWhatIsHeld() throws Exception {
    try (var stage = open(stage(false))) {
      send(stage, "x", "FS");
      send(stage, "a", "H");
      stage.advance(Duration.ofSeconds(2));

      assertThat(names(stage)).containsExactly("a", "x");
      assertNothingWaits(stage);
    }
  }

  @Test
  void whatItSharesTakesEffectAndTheOneThatWakesItComesFirst() throws Exception {
    try (var stage = open(stage(true))) {
      send(stage, "a", "H");
      send(stage, "x", "S");

      assertThat(stage.results()).containsExactly(new Said("a", 1, 3), new Said("x", 1, 2));
    }
  }

  @Test
  void oneThatHoldsAgainKeepsItsPlaceAndItsTime() throws Exception {
    try (var stage = open(stage(false))) {
      send(stage, "a", "W");
      stage.clock(HOLD.toMillis() - 1);
      send(stage, "x", "S");
      assertThat(dead(stage)).isEmpty();
      stage.clock(HOLD.toMillis());

      assertThat(dead(stage)).containsExactly("TOLD_TO_HOLD POISON 0");
      assertThat(stage.deadLetters().get(0).detail()).isEqualTo("told to hold");
      assertThat(stage.stateEntries()).isZero();
      assertNothingWaits(stage);
    }
  }

  @Test
  void aLastRunMaySucceedOrReject() throws Exception {
    try (var stage = open(stage(false))) {
      send(stage, "a", "H");
      send(stage, "b", "J");
      stage.clock(HOLD.toMillis());

      assertThat(names(stage)).containsExactly("a");
      assertThat(dead(stage)).containsExactly("TOLD_SO POISON 1");
      assertNothingWaits(stage);
    }
  }

  @Test
  void whatItsLastRunSharesTakesNoEffectIfItHoldsAgain() throws Exception {
    try (var stage = open(stage(true))) {
      send(stage, "a", "W");
      stage.clock(HOLD.toMillis() / 4);
      send(stage, "x", "S");
      stage.clock(HOLD.toMillis());
      send(stage, "y", "S");

      assertThat(stage.results()).containsExactly(new Said("x", 1, 2), new Said("y", 1, 1));
    }
  }

  @Test
  void oneThatFailsWhenItIsWokenIsRetriedAndMayHoldAgainForTheRestOfItsTime() throws Exception {
    try (var stage = open(stage(false))) {
      send(stage, "a", "KW");
      send(stage, "b", "KS");
      send(stage, "x", "S");
      assertThat(stage.account("retried")).isEqualTo(2);
      stage.advance(Duration.ofSeconds(3));
      assertThat(stage.results())
          .extracting(Said::name, Said::attempt)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("x", 1),
              org.assertj.core.groups.Tuple.tuple("b", 2));
      stage.clock(HOLD.toMillis() - 1);
      assertThat(dead(stage)).isEmpty();
      stage.clock(HOLD.toMillis());

      assertThat(dead(stage)).containsExactly("TOLD_TO_HOLD POISON 1");
      assertNothingWaits(stage);
    }
  }

  @Test
  void holdingAfterAnEmissionIsABugAndRetried() throws Exception {
    try (var stage = open(stage(false))) {
      send(stage, "a", "G");
      stage.advance(Duration.ofSeconds(30));

      assertThat(dead(stage)).containsExactly("EXHAUSTED BUG 5");
      assertThat(stage.deadLetters().get(0).detail())
          .endsWith("a task that has emitted cannot be held");
      assertThat(stage.results()).isEmpty();
    }
  }

  @Test
  void emittingAfterAHoldIsABugToo() throws Exception {
    Stage<Line, String> both =
        WORKFLOW
            .<Line, String>stage(
                "both",
                (line, context) -> {
                  context.hold("WAIT", "for another");
                  context.emit("x");
                })
            .returns(String.class)
            .keyBy(Line::key)
            .holds(HOLD);
    try (var stage = StageHarness.of(both, Line.class)) {
      stage.send("a", new Line("k", ""));
      stage.advance(Duration.ofSeconds(30));

      assertThat(stage.deadLetters().get(0).detail()).endsWith("a task that is held emits nothing");
    }
  }

  @Test
  void refusesAHoldThatTheStageDoesNotDeclare() throws Exception {
    Stage<Scene, Said> plain = WORKFLOW.stage("obey", new ObeyScript(false)).keyBy(Scene::key);
    try (var stage = open(plain)) {
      send(stage, "a", "H");
      stage.advance(Duration.ofSeconds(30));

      assertThat(stage.deadLetters().get(0).detail()).endsWith("this stage declares no holds(...)");
    }
  }

  @Test
  void aHeldTaskHasNotDoneItsKeyAndThoseOfItsKeyWaitForIt() throws Exception {
    try (var stage = open(stage(false).once(Scene::claim, TTL))) {
      send(stage, "a", "H");
      stage.send("a2", new Scene("a2", "k", "a", "S"));
      assertThat(stage.account("suppressed")).isZero();
      send(stage, "x", "S");

      assertThat(names(stage)).containsExactly("a", "x");
      assertThat(stage.account("suppressed")).isEqualTo(1);
      assertThat(stage.stateEntries()).as("the map of claims").isEqualTo(1);
      assertNothingWaits(stage);
    }
  }

  @Test
  void thoseThatWaitForOneThatDiesWhenItIsWokenHaveTheirTurn() throws Exception {
    try (var stage = open(stage(false).once(Scene::claim, TTL))) {
      send(stage, "a", "J");
      stage.send("a2", new Scene("a2", "k", "a", "J"));
      stage.send("a3", new Scene("a3", "k", "a", "S"));
      send(stage, "x", "S");

      assertThat(names(stage)).containsExactly("x");
      send(stage, "y", "S");
      assertThat(names(stage)).containsExactly("x", "y", "a3");
      assertThat(dead(stage)).containsExactly("TOLD_SO POISON 1", "TOLD_SO POISON 1");
      assertNothingWaits(stage);
    }
  }

  /** Both are at their end; what follows the first wakes the second before its own turn. */
  @Test
  void oneThatIsWokenAtItsEndHasNoSecondTurn() throws Exception {
    try (var stage = open(stage(false).once(Scene::claim, TTL))) {
      send(stage, "a", "J");
      send(stage, "b", "H");
      stage.send("a2", new Scene("a2", "k", "a", "S"));
      stage.clock(HOLD.toMillis());

      assertThat(names(stage)).containsExactly("b", "a2");
      assertThat(dead(stage)).containsExactly("TOLD_SO POISON 1");
      assertNothingWaits(stage);
    }
  }

  /** What follows the second comes before what wakes it, and is looked at once more. */
  @Test
  void thoseThatWaitForOneThatAFollowerWokeHaveTheirTurnToo() throws Exception {
    try (var stage = open(stage(false).once(Scene::claim, TTL))) {
      send(stage, "a", "J");
      stage.clock(10);
      send(stage, "b", "H");
      stage.send("b2", new Scene("b2", "k", "b", "S"));
      stage.send("a2", new Scene("a2", "k", "a", "S"));
      stage.clock(HOLD.toMillis());

      assertThat(names(stage)).containsExactly("b", "a2");
      assertThat(stage.account("suppressed")).isEqualTo(1);
      assertNothingWaits(stage);
    }
  }

  @Test
  void aHoldEndsWithTheDeadline() throws Exception {
    try (var stage = open(stage(false))) {
      Task<Scene> hurried = StageHarness.task("a", new Scene("a", "k", "", "H"));
      stage.send(Task.root(hurried.id(), "default", 0, 500, hurried.source(), hurried.payload()));
      stage.clock(499);
      assertThat(dead(stage)).isEmpty();
      stage.clock(500);

      assertThat(dead(stage)).containsExactly("DEADLINE LIMIT 0");
      assertNothingWaits(stage);
    }
  }

  @Test
  void atMostAThousandAreHeldUnderAKey() throws Exception {
    try (var stage = open(stage(false))) {
      for (int i = 0; i < 1_000; i++) {
        send(stage, "h" + i, "H");
      }
      assertThat(dead(stage)).isEmpty();
      send(stage, "one too many", "H");
      assertThat(dead(stage)).containsExactly("LIMIT LIMIT 0");
      assertThat(stage.deadLetters().get(0).detail())
          .isEqualTo("more than 1000 tasks are held under their key");
      stage.send("other", new Scene("other", "l", "", "H"));
      send(stage, "x", "S");
      send(stage, "room again", "H");

      assertThat(stage.results()).hasSize(1_001);
      assertThat(dead(stage)).hasSize(1);
    }
  }

  @Test
  void whatIsHeldHasNoEventTimeAndTheOneThatWokeItKeepsItsOwn() throws Exception {
    try (var stage = open(stage(false))) {
      send(stage, "a", "H");
      stage.send(StageHarness.task("x", new Scene("x", "k", "", "S")), 7);

      List<Boolean> timed =
          stage.output().stream().map(one -> ((StreamRecord<?>) one).hasTimestamp()).toList();
      assertThat(timed).containsExactly(false, true);
    }
  }

  @Test
  void theAuditSaysOnceThatATaskIsHeldAtLevelAllOnly() throws Exception {
    for (AuditLevel level : AuditLevel.values()) {
      try (var stage = open(stage(false).settings(StageSettings.DEFAULTS.withAudit(level)))) {
        send(stage, "a", "W");
        send(stage, "x", "S");
        send(stage, "y", "S");

        List<AuditEvent> held =
            stage.audit().stream().filter(event -> event.event() == Event.HELD).toList();
        assertThat(held).hasSize(level == AuditLevel.ALL ? 1 : 0);
        assertThat(held).extracting(AuditEvent::reason).allMatch("TOLD_TO_HOLD"::equals);
      }
    }
  }

  /** The drain timeout is 30 s and the clock stands still: whoever waited for it would hang. */
  @Test
  void theEndOfTheInputIsTheLastRunOfAllThatIsHeldBeforeTheLastWatermark() throws Exception {
    try (var stage = open(stage(false).once(Scene::claim, TTL))) {
      stage.send("l", new Scene("l", "l", "l", "H"));
      stage.clock(10);
      send(stage, "b", "H");
      send(stage, "a", "H");
      send(stage, "w", "W");
      stage.send("w2", new Scene("w2", "k", "w", "H"));
      stage.watermark(Long.MAX_VALUE);
      stage.end();

      assertThat(names(stage)).containsExactly("l", "b", "a", "w2");
      assertThat(dead(stage)).containsExactly("TOLD_TO_HOLD POISON 0");
      assertThat(stage.output()).last().isEqualTo(Watermark.MAX_WATERMARK);
      assertThat(stage.account("started")).isEqualTo(5);
      assertThat(stage.account("dead") + stage.account("succeeded")).isEqualTo(5);
    }
  }

  @Test
  void oneThatIsHeldOnItsLastAttemptAtTheEndGetsItsLastRun() throws Exception {
    StageSettings hurried = StageSettings.DEFAULTS.withDrainTimeout(Duration.ZERO);
    try (var stage = open(stage(false).settings(hurried))) {
      send(stage, "a", "FH");
      send(stage, "b", "FW");
      send(stage, "c", "K");
      stage.end();

      assertThat(names(stage)).containsExactly("a");
      assertThat(dead(stage))
          .containsExactlyInAnyOrder("TOLD_TO_HOLD POISON 1", "EXHAUSTED TRANSIENT 2");
      assertThat(stage.stateEntries()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsHeldOutlivesRestartsInOrderAndKeepsItsTime(Backend backend) throws Exception {
    Stage<Scene, Said> once = stage(false).once(Scene::claim, TTL);
    try (var stage = new RestartedStage<>(once, Scene.class, backend)) {
      for (int key = 0; key < 8; key++) {
        for (String name : List.of("c", "a", "b")) {
          stage.send(name + key, new Scene(name + key, "k" + key, name, "H"));
        }
        stage.send("w" + key, new Scene("w" + key, "w" + key, "", "W"));
      }
      stage.restart(3, Duration.ofSeconds(10));
      for (int key = 0; key < 4; key++) {
        stage.send("x" + key, new Scene("x" + key, "k" + key, "x", "S"));
      }
      stage.restart(1, Duration.ofSeconds(10));
      for (int key = 4; key < 8; key++) {
        stage.send("x" + key, new Scene("x" + key, "k" + key, "x", "S"));
      }
      for (int key = 0; key < 8; key++) {
        String last = Integer.toString(key);
        assertThat(stage.results().stream().map(Said::name).filter(name -> name.endsWith(last)))
            .containsExactly("c" + key, "a" + key, "b" + key, "x" + key);
      }
      assertThat(stage.subtasks.timers()).isEqualTo(8);
      stage.clock(HOLD.toMillis() - 1);
      assertThat(stage.deadLetters()).isEmpty();
      stage.clock(HOLD.toMillis());

      assertThat(stage.deadLetters())
          .hasSize(8)
          .allSatisfy(letter -> assertThat(letter.failureClass()).isEqualTo(FailureClass.POISON));
      assertThat(stage.subtasks.keysIn("waiting-task")).isZero();
      assertThat(stage.subtasks.keysIn("waiting-retry")).isZero();
      assertThat(stage.account("started"))
          .isEqualTo(stage.account("succeeded") + stage.account("dead"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHoldThatEndsWhileTheJobIsDownGetsItsLastRunAfterIt(Backend backend) throws Exception {
    try (var stage = new RestartedStage<>(stage(false), Scene.class, backend)) {
      stage.send("a", new Scene("a", "k", "", "W"));
      stage.send("b", new Scene("b", "k", "", "H"));
      stage.restart(2, HOLD.multipliedBy(100));
      stage.clock(HOLD.toMillis() * 101 + 1);

      assertThat(stage.deadLetters()).extracting(DeadLetter::id).containsExactly(id("a"));
      assertThat(stage.results()).extracting(Said::name).containsExactly("b");
    }
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> stage(false).holds(Duration.ZERO))
        .hasMessage("stage obey: holds: at least 1 ms expected, got PT0S");
    assertThatThrownBy(() -> open(WORKFLOW.stage("obey", new ObeyScript(false)).holds(HOLD)))
        .hasMessage("stage obey: holds needs a key; say keyBy(...) or sameKey()");
    assertThatThrownBy(() -> open(stage(false).once(TTL).holds(TTL.plusMillis(1))))
        .hasMessage(
            "stage obey: a claim's lifetime of 600000 ms is shorter than the longest hold,"
                + " 600001 ms");
  }
}
