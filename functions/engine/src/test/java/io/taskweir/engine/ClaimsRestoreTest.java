package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.ObeyScript.Said;
import io.taskweir.engine.ObeyScript.Scene;
import io.taskweir.engine.RestartedStage.Backend;
import io.taskweir.engine.Words.Count;
import io.taskweir.engine.Words.Line;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.Task;
import java.time.Duration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Claims outlive restarts and follow their keys to other subtasks, on the heap and in RocksDB. */
class ClaimsRestoreTest {

  private static final Workflow WORKFLOW = Workflow.named("words");
  private static final Duration TTL = Duration.ofMinutes(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int KEYS = 40;

  private static Stage<Line, Count> stage() {
    return WORKFLOW.stage("count-words", new Words()).keyBy(Line::key);
  }

  private static void sendAll(RestartedStage<Line, Count> stage, String run) throws Exception {
    for (int key = 0; key < KEYS; key++) {
      stage.send(run + key, new Line("k" + key, "one"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void claimsOutliveARestart(Backend backend) throws Exception {
    try (var stage = new RestartedStage<>(stage().once(TTL), Line.class, backend)) {
      sendAll(stage, "a");
      stage.restart(1, MINUTE);
      sendAll(stage, "b");

      assertThat(stage.results()).hasSize(KEYS);
      assertThat(stage.account("suppressed")).isEqualTo(KEYS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void claimsOfKeysWithinAKeyOutliveARestart(Backend backend) throws Exception {
    try (var stage = new RestartedStage<>(stage().once(Line::text, TTL), Line.class, backend)) {
      stage.send("a", new Line("k", "one"));
      stage.send("b", new Line("k", "two words"));
      stage.restart(1, MINUTE);
      stage.send("c", new Line("k", "one"));
      stage.send("d", new Line("k", "two words"));
      stage.send("e", new Line("k", "now three words"));

      assertThat(stage.results())
          .containsExactly(new Count("k", 1), new Count("k", 2), new Count("k", 3));
    }
  }

  @ParameterizedTest
  @EnumSource
  void claimsFollowTheirKeysToMoreAndToFewerSubtasks(Backend backend) throws Exception {
    try (var stage = new RestartedStage<>(stage().once(TTL), Line.class, backend)) {
      sendAll(stage, "a");
      stage.restart(3, MINUTE);
      sendAll(stage, "b");
      stage.restart(2, MINUTE);
      sendAll(stage, "c");
      stage.restart(1, MINUTE);
      sendAll(stage, "d");

      assertThat(stage.results()).hasSize(KEYS);
      assertThat(stage.account("started")).isEqualTo(4L * KEYS);
      assertThat(stage.account("succeeded")).isEqualTo(KEYS);
      assertThat(stage.account("suppressed")).isEqualTo(3L * KEYS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLifetimeRunsOnWhileTheJobIsDown(Backend backend) throws Exception {
    try (var stage = new RestartedStage<>(stage().once(TTL), Line.class, backend)) {
      stage.send("a", new Line("k", "one"));
      stage.restart(1, TTL.minusMillis(1));
      stage.send("b", new Line("k", "one"));
      assertThat(stage.results()).hasSize(1);
      stage.restart(1, Duration.ofMillis(1));
      stage.send("c", new Line("k", "one"));

      assertThat(stage.results()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWaitingTaskOutlivesARestartWithItsAttempts(Backend backend) throws Exception {
    Stage<Scene, Said> obey =
        WORKFLOW.stage("obey", new ObeyScript(false)).keyBy(Scene::key).once(TTL);
    try (var stage = new RestartedStage<>(obey, Scene.class, backend)) {
      stage.send("a", new Scene("a", "k", "", "FFFFS"));
      stage.send("b", new Scene("b", "l", "", "F"));
      stage.advance(Duration.ofSeconds(2));
      stage.restart(3, Duration.ofSeconds(1));
      stage.advance(Duration.ofSeconds(30));

      assertThat(stage.results()).containsExactly(new Said("a", 5, 0));
      assertThat(stage.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.attempts()).hasSize(5));
      stage.subtasks.snapshot();
      assertThat(stage.subtasks.keysIn("claim")).isEqualTo(1);
      assertThat(stage.subtasks.keysIn("waiting-task")).isZero();
      assertThat(stage.subtasks.keysIn("waiting-retry")).isZero();
    }
  }

  /** Its claim expires with the outage, another task takes the key, and then it dies. */
  @ParameterizedTest
  @EnumSource
  void aTaskThatDiesAfterAnOutageLeavesTheClaimOfAnotherAlone(Backend backend) throws Exception {
    try (var stage = new RestartedStage<>(stage().once(TTL), Line.class, backend)) {
      Task<Line> mortal = StageHarness.task("a", new Line("k", "fail"));
      stage.send(Task.root(mortal.id(), "default", 0, 60_000, mortal.source(), mortal.payload()));
      stage.restart(1, TTL);
      stage.send("b", new Line("k", "one"));
      stage.clock(TTL.toMillis() + 1);
      assertThat(stage.deadLetters()).extracting(DeadLetter::reason).containsExactly("DEADLINE");
      stage.send("c", new Line("k", "one"));

      assertThat(stage.results()).hasSize(1);
      assertThat(stage.account("suppressed")).isEqualTo(1);
    }
  }

  /** A version of the code takes claims by another key, so that the old claim is nobody's. */
  @Test
  void aClaimThatNobodyHoldsAnyMoreKeepsNoOneWaiting() throws Exception {
    Stage<Line, Count> byText = stage().once(Line::text, TTL);
    Stage<Line, Count> byKey = stage().once(Line::key, TTL);
    OperatorSubtaskState claimed;
    try (var stage = StageHarness.of(byText, Line.class)) {
      stage.send("a", new Line("k", "fail-until:2"));
      claimed = stage.snapshot();
    }
    OperatorSubtaskState forsaken;
    try (var stage = StageHarness.restored(byKey, Line.class, claimed, 100)) {
      stage.advance(Duration.ofSeconds(2));
      assertThat(stage.results()).hasSize(1);
      forsaken = stage.snapshot();
    }
    try (var stage = StageHarness.restored(byText, Line.class, forsaken, 3_000)) {
      stage.send("b", new Line("k", "fail-until:2"));
      stage.advance(Duration.ofSeconds(2));

      assertThat(stage.results()).hasSize(1);
      assertThat(stage.timers()).isZero();
    }
  }
}
