package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.engine.Words.Count;
import io.taskweir.engine.Words.Line;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.FailureClass;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of outcomes, row by row. */
class StageOutcomesTest {

  private static final Workflow WORKFLOW = Workflow.named("words");

  private static Stage<Line, Count> stage() {
    return WORKFLOW.stage("count-words", new Words()).keyBy(Line::key);
  }

  private static StageHarness<Line, Count> open(Stage<Line, Count> stage) throws Exception {
    return StageHarness.of(stage, Line.class);
  }

  @Test
  void emitsResultAndOutputsUnderDerivedIds() throws Exception {
    try (var stage = open(stage())) {
      stage.send("a", new Line("k", "one two two"));

      assertThat(stage.results()).containsExactly(new Count("k", 3));
      TaskId parent = TaskId.ofCaller("default", "a");
      Task<Count> result = stage.resultTasks().get(0);
      assertThat(result.id()).isEqualTo(parent.child(TaskId.slot("count-words", "", "", 0)));
      assertThat(result.parent()).isEqualTo(parent);
      assertThat(result.root()).isEqualTo(parent);
      assertThat(stage.output(Words.SINGLE))
          .extracting(Task::id)
          .containsExactly(
              parent.child(TaskId.slot("count-words", "single", "one", 0)),
              parent.child(TaskId.slot("count-words", "single", "two", 0)),
              parent.child(TaskId.slot("count-words", "single", "two", 1)));
      assertThat(stage.audit())
          .extracting(AuditEvent::event)
          .containsExactly(AuditEvent.Event.SUCCEEDED);
    }
  }

  @Test
  void aThrowLeavesNothingBehind() throws Exception {
    try (var stage = open(stage())) {
      stage.send("a", new Line("k", "fail now"));

      assertThat(stage.results()).isEmpty();
      assertThat(stage.output(Words.SINGLE)).isEmpty();
      assertThat(stage.timers()).isEqualTo(1);
    }
  }

  @Test
  void aRejectionIsADeadLetterAtOnce() throws Exception {
    try (var stage = open(stage())) {
      stage.send("a", new Line("k", "reject"));

      DeadLetter letter = stage.deadLetters().get(0);
      assertThat(letter.reason()).isEqualTo("TOLD_SO");
      assertThat(letter.failureClass()).isEqualTo(FailureClass.POISON);
      assertThat(letter.attempts()).hasSize(1);
      assertThat(letter.input().value()).isEqualTo("{\"key\":\"k\",\"text\":\"reject\"}");
      assertThat(letter.source().name()).isEqualTo("a");
      assertThat(stage.timers()).isZero();
      assertThat(stage.stateEntries()).isZero();
    }
  }

  @Test
  void anotherExceptionIsRetriedWithGrowingDelaysAndThenADeadLetter() throws Exception {
    try (var stage = open(stage())) {
      stage.send("a", new Line("k", "fail"));
      assertThat(stage.account("retried")).isEqualTo(1);
      stage.advance(Duration.ofMillis(799));
      assertThat(stage.account("retried")).isEqualTo(1);
      stage.advance(Duration.ofMillis(401));
      assertThat(stage.account("retried")).isEqualTo(2);
      stage.advance(Duration.ofSeconds(20));

      DeadLetter letter = stage.deadLetters().get(0);
      assertThat(letter.reason()).isEqualTo("EXHAUSTED");
      assertThat(letter.failureClass()).isEqualTo(FailureClass.TRANSIENT);
      assertThat(letter.attempts())
          .hasSize(5)
          .allSatisfy(
              attempt ->
                  assertThat(attempt.error()).isEqualTo("java.io.IOException: told to fail"));
      assertThat(letter.attempts()).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
      assertThat(stage.stateEntries()).isZero();
      assertThat(stage.account("dead")).isEqualTo(1);
    }
  }

  @Test
  void aRetryThatSucceedsEmitsOnce() throws Exception {
    try (var stage = open(stage())) {
      stage.send("a", new Line("k", "fail-until:3"));
      stage.advance(Duration.ofSeconds(10));

      assertThat(stage.results()).containsExactly(new Count("k", 1));
      assertThat(stage.audit())
          .extracting(AuditEvent::event)
          .containsExactly(
              AuditEvent.Event.RETRIED, AuditEvent.Event.RETRIED, AuditEvent.Event.SUCCEEDED);
      assertThat(stage.audit().get(2).attempt()).isEqualTo(3);
      assertThat(stage.stateEntries()).isZero();
    }
  }

  @Test
  void aStackOverflowIsPoisonAndNeverRetried() throws Exception {
    try (var stage = open(stage())) {
      stage.send("a", new Line("k", "overflow"));

      assertThat(stage.deadLetters())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.reason()).isEqualTo("STACK_OVERFLOW");
                assertThat(letter.failureClass()).isEqualTo(FailureClass.POISON);
              });
    }
  }

  @Test
  void anAssertionErrorIsRetriedAsABug() throws Exception {
    try (var stage = open(stage())) {
      stage.send("a", new Line("k", "assert"));
      stage.advance(Duration.ofMinutes(2));

      assertThat(stage.deadLetters())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.reason()).isEqualTo("EXHAUSTED");
                assertThat(letter.failureClass()).isEqualTo(FailureClass.BUG);
              });
    }
  }

  @Test
  void anOutOfMemoryErrorFailsTheJob() throws Exception {
    Stage<Line, Count> stage =
        WORKFLOW
            .<Line, Count>stage(
                "exhaust-memory",
                (line, context) -> {
                  throw new OutOfMemoryError("told so");
                })
            .returns(Count.class);
    try (var harness = open(stage)) {
      assertThatThrownBy(() -> harness.send("a", new Line("k", "x")))
          .isInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void aNullResultIsABugOfTheTaskAndNotARestart() throws Exception {
    try (var stage = open(stage())) {
      stage.send("a", new Line("k", "null-result"));
      stage.advance(Duration.ofMinutes(2));

      assertThat(stage.deadLetters()).hasSize(1);
      assertThat(stage.deadLetters().get(0).detail()).contains("a task emitted null");
    }
  }

  @Test
  void aNullKeyIsADeadLetter() throws Exception {
    try (var stage = open(stage())) {
      stage.send("a", new Line(null, "one"));

      assertThat(stage.deadLetters()).extracting(DeadLetter::reason).containsExactly("KEY");
    }
  }

  @Test
  void aKeyThatThrowsIsADeadLetter() throws Exception {
    Stage<Line, Count> stage =
        WORKFLOW.stage("count-words", new Words()).keyBy(line -> line.key().substring(5));
    try (var harness = open(stage)) {
      harness.send("a", new Line("k", "one"));

      assertThat(harness.deadLetters()).extracting(DeadLetter::reason).containsExactly("KEY");
    }
  }

  @Test
  void aPassedDeadlineIsADeadLetter() throws Exception {
    try (var stage = open(stage())) {
      Task<Line> task = StageHarness.task("a", new Line("k", "one"));
      stage.clock(1_000);
      stage.send(Task.root(task.id(), "default", 0, 1_000, task.source(), task.payload()));

      assertThat(stage.deadLetters()).extracting(DeadLetter::reason).containsExactly("DEADLINE");
      assertThat(stage.deadLetters().get(0).failureClass()).isEqualTo(FailureClass.LIMIT);
    }
  }

  @Test
  void aDeadlineThatPassesWhileATaskWaitsIsADeadLetterWithItsAttempts() throws Exception {
    try (var stage = open(stage())) {
      Task<Line> task = StageHarness.task("a", new Line("k", "fail"));
      stage.send(Task.root(task.id(), "default", 0, 1_500, task.source(), task.payload()));
      stage.advance(Duration.ofMinutes(1));

      assertThat(stage.deadLetters())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.reason()).isEqualTo("DEADLINE");
                assertThat(letter.attempts()).hasSizeBetween(1, 2);
              });
      assertThat(stage.stateEntries()).isZero();
    }
  }

  @Test
  void failuresOfOneCauseShareAFingerprint() throws Exception {
    try (var stage = open(stage())) {
      stage.send("a", new Line("k", "reject one"));
      stage.send("b", new Line("k", "reject two"));
      stage.send("c", new Line("k", "overflow"));

      List<String> prints = stage.deadLetters().stream().map(DeadLetter::fingerprint).toList();
      assertThat(prints.get(0)).isEqualTo(prints.get(1)).isNotEqualTo(prints.get(2));
    }
  }

  @Test
  void accountsHoldWhateverTheAuditLevel() throws Exception {
    for (AuditLevel level : AuditLevel.values()) {
      try (var stage = open(stage().settings(StageSettings.DEFAULTS.withAudit(level)))) {
        stage.send("a", new Line("k", "one"));
        stage.send("b", new Line("k", "reject"));
        stage.send("c", new Line("k", "fail-until:2"));
        stage.advance(Duration.ofSeconds(5));

        assertThat(stage.account("started")).isEqualTo(3);
        assertThat(stage.account("succeeded")).isEqualTo(2);
        assertThat(stage.account("dead")).isEqualTo(1);
        assertThat(stage.audit())
            .hasSize(
                switch (level) {
                  case ALL -> 4;
                  case FAILURES -> 2;
                  case NONE -> 0;
                });
      }
    }
  }
}
