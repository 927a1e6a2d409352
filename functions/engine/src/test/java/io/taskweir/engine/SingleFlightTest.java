package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.ObeyScript.Said;
import io.taskweir.engine.ObeyScript.Scene;
import io.taskweir.engine.RestartedStage.Backend;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.AuditEvent.Event;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.FailureClass;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** While the first task of a key waits for its retry, those that come after it wait for it. */
class SingleFlightTest {

  private static final Workflow WORKFLOW = Workflow.named("words");
  private static final Duration TTL = Duration.ofMinutes(10);
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  private static Stage<Scene, Said> stage() {
    return WORKFLOW.stage("obey", new ObeyScript(false)).keyBy(Scene::key);
  }

  private static StageHarness<Scene, Said> open(Stage<Scene, Said> stage) throws Exception {
    return StageHarness.of(stage, Scene.class);
  }

  private static Scene scene(String name, String script) {
    return new Scene(name, "k", "", script);
  }

  private static String id(String name) {
    return TaskId.ofCaller("default", name).hex();
  }

  private static void send(StageHarness<Scene, Said> stage, Scene scene) throws Exception {
    stage.send(scene.name(), scene);
  }

  /** Which task was suppressed by which, in order. */
  private static List<String> suppressed(List<AuditEvent> audit) {
    return audit.stream()
        .filter(event -> event.event() == Event.SUPPRESSED)
        .map(event -> event.task() + " by " + event.first())
        .toList();
  }

  @Test
  void thoseThatComeMeanwhileAreSuppressedOnceTheFirstSucceeds() throws Exception {
    try (var stage = open(stage().once(TTL))) {
      send(stage, scene("a", "FFS"));
      send(stage, scene("b", "S"));
      stage.advance(Duration.ofMillis(1_300));
      send(stage, scene("c", "S"));
      assertThat(stage.results()).isEmpty();
      assertThat(stage.account("suppressed")).isZero();
      stage.advance(LONG_ENOUGH);

      assertThat(stage.results()).containsExactly(new Said("a", 3, 0));
      assertThat(suppressed(stage.audit()))
          .containsExactly(id("b") + " by " + id("a"), id("c") + " by " + id("a"));
      assertThat(stage.stateEntries()).as("only the claim").isEqualTo(1);
    }
  }

  @Test
  void thoseThatComeMeanwhileGetTheStoredOutputsOfAMemo() throws Exception {
    try (var stage = open(stage().memoize(TTL))) {
      send(stage, scene("a", "FS"));
      send(stage, scene("b", "S"));
      stage.advance(LONG_ENOUGH);

      assertThat(stage.resultTasks())
          .extracting(Task::payload, task -> task.parent().hex())
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(new Said("a", 2, 0), id("a")),
              org.assertj.core.groups.Tuple.tuple(new Said("a", 2, 0), id("b")));
      assertThat(stage.output(ObeyScript.NOTES)).hasSize(6);
    }
  }

  @Test
  void afterADeathTheNextInOrderOfArrivalBecomesFirst() throws Exception {
    try (var stage = open(stage().once(TTL))) {
      send(stage, scene("a", "FR"));
      send(stage, scene("b", "R"));
      send(stage, scene("c", "FS"));
      send(stage, scene("d", "S"));
      send(stage, scene("e", "S"));
      stage.advance(LONG_ENOUGH);

      assertThat(stage.deadLetters()).extracting(DeadLetter::id).containsExactly(id("a"), id("b"));
      assertThat(stage.results()).containsExactly(new Said("c", 2, 0));
      assertThat(suppressed(stage.audit()))
          .containsExactly(id("d") + " by " + id("c"), id("e") + " by " + id("c"));
    }
  }

  @Test
  void everyOneOfAKeyThatAlwaysFailsEndsWithAllItsAttempts() throws Exception {
    try (var stage = open(stage().once(TTL))) {
      for (String name : List.of("a", "b", "c")) {
        send(stage, scene(name, "F"));
      }
      stage.advance(Duration.ofMinutes(2));

      assertThat(stage.deadLetters())
          .extracting(DeadLetter::id)
          .containsExactly(id("a"), id("b"), id("c"));
      assertThat(stage.deadLetters())
          .allSatisfy(letter -> assertThat(letter.attempts()).hasSize(5));
      assertThat(stage.account("started")).isEqualTo(stage.account("dead")).isEqualTo(3);
      assertThat(stage.stateEntries()).isZero();
      assertThat(stage.timers()).isZero();
    }
  }

  @Test
  void atMostAThousandWaitForAKey() throws Exception {
    try (var stage = open(stage().once(TTL))) {
      send(stage, scene("first", "FS"));
      for (int i = 0; i < 1_000; i++) {
        send(stage, scene("f" + i, "S"));
      }
      assertThat(stage.deadLetters()).isEmpty();
      send(stage, scene("one too many", "S"));

      DeadLetter letter = stage.deadLetters().get(0);
      assertThat(letter.id()).isEqualTo(id("one too many"));
      assertThat(letter.reason()).isEqualTo("LIMIT");
      assertThat(letter.failureClass()).isEqualTo(FailureClass.LIMIT);
      assertThat(letter.detail()).isEqualTo("more than 1000 tasks wait for the first of their key");

      send(stage, new Scene("other", "l", "", "FS"));
      send(stage, new Scene("follower", "l", "", "S"));
      stage.advance(LONG_ENOUGH);
      assertThat(stage.deadLetters()).hasSize(1);
      assertThat(stage.account("suppressed")).isEqualTo(1_001);
    }
  }

  @Test
  void thereIsRoomAgainForAThousandOnceTheyAreThrough() throws Exception {
    try (var stage = open(stage().once(TTL))) {
      for (String first : List.of("a", "b")) {
        send(stage, scene(first, "FR"));
        for (int i = 0; i < 1_000; i++) {
          send(stage, scene(first + i, "R"));
        }
        stage.advance(LONG_ENOUGH);
      }

      assertThat(stage.deadLetters())
          .hasSize(2_002)
          .allSatisfy(letter -> assertThat(letter.reason()).isEqualTo("TOLD_SO"));
    }
  }

  @Test
  void aDeadlineThatPassesWhileATaskWaitsForItsFirstIsADeadLetter() throws Exception {
    try (var stage = open(stage().once(TTL))) {
      send(stage, scene("a", "FS"));
      Task<Scene> hurried = StageHarness.task("b", scene("b", "S"));
      stage.send(Task.root(hurried.id(), "default", 0, 500, hurried.source(), hurried.payload()));
      send(stage, scene("c", "S"));
      stage.advance(LONG_ENOUGH);

      assertThat(stage.deadLetters())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.id()).isEqualTo(id("b"));
                assertThat(letter.reason()).isEqualTo("DEADLINE");
                assertThat(letter.attempts()).isEmpty();
              });
      assertThat(stage.results()).extracting(Said::name).containsExactly("a");
      assertThat(stage.account("suppressed")).isEqualTo(1);
    }
  }

  @Test
  void keysWithinAStageKeyWaitForTheirOwnFirstAndKeepTheirOrder() throws Exception {
    try (var stage = open(stage().once(Scene::claim, TTL))) {
      send(stage, new Scene("x1", "k", "x", "FFFR"));
      send(stage, new Scene("y1", "k", "y", "FS"));
      send(stage, new Scene("x2", "k", "x", "R"));
      send(stage, new Scene("y2", "k", "y", "S"));
      send(stage, new Scene("x3", "k", "x", "S"));
      send(stage, new Scene("x4", "k", "x", "S"));
      stage.advance(Duration.ofSeconds(2));
      assertThat(suppressed(stage.audit())).containsExactly(id("y2") + " by " + id("y1"));
      stage.advance(LONG_ENOUGH);

      assertThat(stage.deadLetters())
          .extracting(DeadLetter::id)
          .containsExactly(id("x1"), id("x2"));
      assertThat(stage.results()).extracting(Said::name).containsExactly("y1", "x3");
      assertThat(suppressed(stage.audit()).get(1)).isEqualTo(id("x4") + " by " + id("x3"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void thoseThatWaitOutliveRestartsInOrder(Backend backend) throws Exception {
    try (var stage = new RestartedStage<>(stage().once(TTL), Scene.class, backend)) {
      for (String name : List.of("a", "b", "c", "d")) {
        stage.send(name, scene(name, "d".equals(name) ? "S" : "FR"));
      }
      stage.restart(3, Duration.ZERO);
      stage.advance(Duration.ofMillis(1_300));
      stage.send("e", scene("e", "S"));
      stage.restart(1, Duration.ofMillis(100));
      stage.advance(LONG_ENOUGH);

      assertThat(stage.deadLetters())
          .extracting(DeadLetter::id)
          .containsExactly(id("a"), id("b"), id("c"));
      assertThat(stage.results()).extracting(Said::name).containsExactly("d");
      assertThat(suppressed(stage.audit())).containsExactly(id("e") + " by " + id("d"));
      assertThat(stage.account("started")).isEqualTo(5);
      assertThat(stage.subtasks.keysIn("followers")).isZero();
      assertThat(stage.subtasks.keysIn("followers-count")).isZero();
    }
  }
}
