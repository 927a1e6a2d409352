package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.engine.ObeyScript.Said;
import io.taskweir.engine.ObeyScript.Scene;
import io.taskweir.engine.RestartedStage.Backend;
import io.taskweir.engine.Words.Count;
import io.taskweir.engine.Words.Line;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.FailureClass;
import io.taskweir.state.TaskId;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A repeat never stands for a result that differs from the first one's. */
class ConflictsTest {

  private static final Workflow WORKFLOW = Workflow.named("words");
  private static final Duration TTL = Duration.ofMinutes(10);

  private static Stage<Line, Count> stage() {
    return WORKFLOW.stage("count-words", new Words()).keyBy(Line::key);
  }

  private static StageHarness<Line, Count> open(Stage<Line, Count> stage) throws Exception {
    return StageHarness.of(stage, Line.class);
  }

  private static String id(String name) {
    return TaskId.ofCaller("default", name).hex();
  }

  @Test
  void anEqualRepeatIsSuppressedAndAnotherIsADeadLetterThatNamesTheFirst() throws Exception {
    try (var stage = open(stage().once(TTL).conflictsOn(Line::text))) {
      stage.send("a", new Line("k", "one"));
      stage.send("b", new Line("k", "one"));
      stage.send("c", new Line("k", "other"));
      stage.send("d", new Line("k", "one"));

      assertThat(stage.results()).hasSize(1);
      assertThat(stage.account("suppressed")).isEqualTo(2);
      DeadLetter letter = stage.deadLetters().get(0);
      assertThat(stage.deadLetters()).hasSize(1);
      assertThat(letter.id()).isEqualTo(id("c"));
      assertThat(letter.reason()).isEqualTo("CONFLICT");
      assertThat(letter.failureClass()).isEqualTo(FailureClass.POISON);
      assertThat(letter.detail())
          .isEqualTo("the key was done by task " + id("a") + " with other content");
      assertThat(letter.attempts()).isEmpty();
    }
  }

  @Test
  void itMakesNoDifferenceInWhichOrderTheStageSaysIt() throws Exception {
    try (var stage = open(stage().conflictsOn(Line::text).once(Line::key, TTL))) {
      stage.send("a", new Line("k", "one"));
      stage.send("b", new Line("k", "other"));

      assertThat(stage.deadLetters()).extracting(DeadLetter::reason).containsExactly("CONFLICT");
      assertThat(stage.stateEntries()).as("only the claim").isEqualTo(1);
    }
  }

  @Test
  void contentsThatAreNullAreEqualAndDifferFromAnyOther() throws Exception {
    Key<Line> content =
        line ->
            switch (line.text()) {
              case "null" -> null;
              case "throw" -> throw new IllegalStateException("no content");
              default -> line.text();
            };
    try (var stage = open(stage().once(TTL).conflictsOn(content))) {
      stage.send("a", new Line("k", "null"));
      stage.send("b", new Line("k", "null"));
      stage.send("c", new Line("k", "throw"));
      stage.send("d", new Line("k", ""));

      assertThat(stage.account("suppressed")).isEqualTo(2);
      assertThat(stage.deadLetters()).extracting(DeadLetter::id).containsExactly(id("d"));
    }
  }

  @Test
  void aMemoIsNotSentToACallerOfOtherContent() throws Exception {
    try (var stage = open(stage().memoize(TTL).conflictsOn(Line::text))) {
      stage.send("a", new Line("k", "one"));
      stage.send("b", new Line("k", "one"));
      stage.send("c", new Line("k", "one more"));

      assertThat(stage.results()).containsExactly(new Count("k", 1), new Count("k", 1));
      assertThat(stage.deadLetters()).extracting(DeadLetter::reason).containsExactly("CONFLICT");
    }
  }

  @Test
  void thoseThatWaitForTheFirstAreComparedWithItOnceItIsDone() throws Exception {
    Stage<Scene, Said> obey =
        WORKFLOW
            .stage("obey", new ObeyScript(false))
            .keyBy(Scene::key)
            .once(TTL)
            .conflictsOn(Scene::script);
    try (var stage = StageHarness.of(obey, Scene.class)) {
      stage.send("a", new Scene("a", "k", "", "FS"));
      stage.send("b", new Scene("b", "k", "", "FS"));
      stage.send("c", new Scene("c", "k", "", "S"));
      assertThat(stage.deadLetters()).isEmpty();
      stage.advance(Duration.ofSeconds(2));

      assertThat(stage.results()).extracting(Said::name).containsExactly("a");
      assertThat(stage.account("suppressed")).isEqualTo(1);
      assertThat(stage.deadLetters()).extracting(DeadLetter::id).containsExactly(id("c"));
      assertThat(stage.stateEntries()).as("only the claim").isEqualTo(1);
    }
  }

  @Test
  void afterADeathOrItsTtlAKeyMayHaveAnotherContent() throws Exception {
    try (var stage = open(stage().once(TTL).conflictsOn(Line::text))) {
      stage.send("a", new Line("k", "reject"));
      stage.send("b", new Line("k", "one"));
      stage.clock(TTL.toMillis());
      stage.send("c", new Line("k", "one two"));

      assertThat(stage.results()).containsExactly(new Count("k", 1), new Count("k", 2));
      assertThat(stage.deadLetters()).extracting(DeadLetter::reason).containsExactly("TOLD_SO");
    }
  }

  @ParameterizedTest
  @EnumSource
  void contentsOutliveARestart(Backend backend) throws Exception {
    Stage<Line, Count> conflicting = stage().once(Line::key, TTL).conflictsOn(Line::text);
    try (var stage = new RestartedStage<>(conflicting, Line.class, backend)) {
      stage.send("a", new Line("k", "one"));
      stage.restart(3, Duration.ofMinutes(1));
      stage.send("b", new Line("k", "one"));
      stage.send("c", new Line("k", "other"));

      assertThat(stage.account("suppressed")).isEqualTo(1);
      assertThat(stage.deadLetters()).extracting(DeadLetter::id).containsExactly(id("c"));
    }
  }

  @Test
  void aClaimFromBeforeTheStageLookedAtContentsNeverConflicts() throws Exception {
    try (var before = open(stage().once(TTL))) {
      before.send("a", new Line("k", "one"));
      try (var stage =
          StageHarness.restored(
              stage().once(TTL).conflictsOn(Line::text), Line.class, before.snapshot(), 1)) {
        stage.send("b", new Line("k", "other"));

        assertThat(stage.account("suppressed")).isEqualTo(1);
        assertThat(stage.deadLetters()).isEmpty();
      }
    }
  }

  @Test
  void refusesConflictsWithoutClaims() {
    assertThatThrownBy(() -> open(stage().conflictsOn(Line::text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stage count-words: conflictsOn needs claims; say once(...) or memoize(...)");
  }
}
