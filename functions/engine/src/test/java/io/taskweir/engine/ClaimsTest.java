package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.engine.ObeyScript.Said;
import io.taskweir.engine.ObeyScript.Scene;
import io.taskweir.engine.Words.Count;
import io.taskweir.engine.Words.Line;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.AuditEvent.Event;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.TaskId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code once} promises: at most once per key within its lifetime, in processing time. */
class ClaimsTest {

  private static final Workflow WORKFLOW = Workflow.named("words");
  private static final Duration TTL = Duration.ofMinutes(10);
  private static final Line LINE = new Line("k", "one");

  private static Stage<Line, Count> stage() {
    return WORKFLOW.stage("count-words", new Words()).keyBy(Line::key);
  }

  private static StageHarness<Line, Count> open(Stage<Line, Count> stage) throws Exception {
    return StageHarness.of(stage, Line.class);
  }

  private static StageHarness<Scene, Said> script() throws Exception {
    return StageHarness.of(
        WORKFLOW.stage("obey", new ObeyScript(false)).keyBy(Scene::key).once(TTL), Scene.class);
  }

  @Test
  void suppressesARepeatAndAuditsItWithTheIdOfTheFirst() throws Exception {
    try (var stage = open(stage().once(TTL))) {
      stage.send("a", LINE);
      stage.send("b", LINE);

      assertThat(stage.results()).containsExactly(new Count("k", 1));
      assertThat(stage.output(Words.SINGLE)).hasSize(1);
      AuditEvent repeat = stage.audit().get(1);
      assertThat(repeat.event()).isEqualTo(Event.SUPPRESSED);
      assertThat(repeat.task()).isEqualTo(TaskId.ofCaller("default", "b").hex());
      assertThat(repeat.first()).isEqualTo(TaskId.ofCaller("default", "a").hex());
      assertThat(stage.account("suppressed")).isEqualTo(1);
    }
  }

  @Test
  void runsEveryTaskWithoutOnce() throws Exception {
    try (var stage = open(stage())) {
      stage.send("a", LINE);
      stage.send("b", LINE);

      assertThat(stage.results()).hasSize(2);
      assertThat(stage.stateEntries()).isZero();
    }
  }

  @Test
  void keepsOtherKeysApart() throws Exception {
    try (var stage = open(stage().once(TTL))) {
      stage.send("a", LINE);
      stage.send("b", new Line("other", "one"));

      assertThat(stage.results()).hasSize(2);
    }
  }

  @Test
  void keepsKeysWithinAKeyApart() throws Exception {
    try (var stage = open(stage().once(Line::text, TTL))) {
      stage.send("a", new Line("k", "one"));
      stage.send("b", new Line("k", "two words"));
      stage.send("c", new Line("k", "one"));
      stage.send("d", new Line("other", "one"));

      assertThat(stage.results())
          .containsExactly(new Count("k", 1), new Count("k", 2), new Count("other", 1));
      assertThat(stage.audit().get(2).first()).isEqualTo(TaskId.ofCaller("default", "a").hex());
    }
  }

  @Test
  void forgetsAKeyAfterItsTtl() throws Exception {
    try (var stage = open(stage().once(TTL))) {
      stage.send("a", LINE);
      stage.clock(TTL.toMillis() - 1);
      stage.send("b", LINE);
      assertThat(stage.results()).hasSize(1);
      stage.clock(TTL.toMillis());
      stage.send("c", LINE);

      assertThat(stage.results()).hasSize(2);
      assertThat(stage.account("suppressed")).isEqualTo(1);
    }
  }

  @Test
  void forgetsAKeyWithinAKeyAfterItsTtl() throws Exception {
    try (var stage = open(stage().once(Line::text, TTL))) {
      stage.send("a", LINE);
      stage.clock(TTL.toMillis() - 1);
      stage.send("b", LINE);
      assertThat(stage.results()).hasSize(1);
      stage.clock(TTL.toMillis());
      stage.send("c", LINE);

      assertThat(stage.results()).hasSize(2);
    }
  }

  @Test
  void aRepeatDoesNotRenewAClaimButTheNextFirstDoes() throws Exception {
    try (var stage = open(stage().once(TTL))) {
      stage.send("a", LINE);
      stage.clock(TTL.toMillis() * 9 / 10);
      stage.send("b", LINE);
      stage.clock(TTL.toMillis());
      stage.send("c", LINE);
      assertThat(stage.results()).hasSize(2);
      stage.clock(2 * TTL.toMillis() - 1);
      stage.send("d", LINE);

      assertThat(stage.results()).hasSize(2);
      assertThat(stage.audit().get(3).first()).isEqualTo(TaskId.ofCaller("default", "c").hex());
    }
  }

  @Test
  void theLifetimeBeginsWithTheSuccessAndNotWithTheArrival() throws Exception {
    try (var stage = script()) {
      stage.send("a", new Scene("a", "k", "", "FS"));
      stage.advance(Duration.ofSeconds(2));
      assertThat(stage.results()).hasSize(1);
      stage.clock(TTL.toMillis() + 500);
      stage.send("b", new Scene("b", "k", "", "S"));

      assertThat(stage.account("suppressed")).isEqualTo(1);
    }
  }

  @Test
  void keepsTenantsApart() throws Exception {
    try (var stage = open(stage().once(TTL))) {
      stage.send(StageHarness.task("red", "a", LINE));
      stage.send(StageHarness.task("blue", "a", LINE));

      assertThat(stage.results()).hasSize(2);
    }
  }

  @Test
  void sharesKeysAcrossTenantsWhereToldSo() throws Exception {
    for (Stage<Line, Count> shared : List.of(stage().once(TTL), stage().once(Line::text, TTL))) {
      try (var stage = open(shared.acrossTenants())) {
        stage.send(StageHarness.task("red", "a", LINE));
        stage.send(StageHarness.task("blue", "b", LINE));

        assertThat(stage.results()).hasSize(1);
        assertThat(stage.audit().get(1).first()).isEqualTo(TaskId.ofCaller("red", "a").hex());
        assertThat(stage.audit().get(1).tenant()).isEqualTo("blue");
      }
    }
  }

  @Test
  void aNullIdempotencyKeyIsADeadLetter() throws Exception {
    try (var stage = open(stage().once(Line::text, TTL))) {
      stage.send("a", new Line("k", null));

      assertThat(stage.deadLetters()).extracting(DeadLetter::reason).containsExactly("KEY");
      assertThat(stage.deadLetters().get(0).detail()).contains("idempotency");
      assertThat(stage.stateEntries()).isZero();
    }
  }

  @Test
  void aRejectedTaskLeavesItsKeyToTheNext() throws Exception {
    try (var stage = script()) {
      stage.send("a", new Scene("a", "k", "", "R"));
      stage.send("b", new Scene("b", "k", "", "S"));

      assertThat(stage.results()).extracting(Said::name).containsExactly("b");
    }
  }

  @Test
  void aTaskThatIsRejectedOnItsRetryLeavesItsKeyToTheNext() throws Exception {
    try (var stage = script()) {
      stage.send("a", new Scene("a", "k", "", "FR"));
      stage.advance(Duration.ofSeconds(2));
      assertThat(stage.deadLetters()).hasSize(1);
      stage.send("b", new Scene("b", "k", "", "S"));

      assertThat(stage.results()).extracting(Said::name).containsExactly("b");
    }
  }

  @Test
  void anExhaustedTaskLeavesItsKeyToTheNext() throws Exception {
    try (var stage = script()) {
      stage.send("a", new Scene("a", "k", "", "F"));
      stage.advance(Duration.ofSeconds(30));
      assertThat(stage.deadLetters()).extracting(DeadLetter::reason).containsExactly("EXHAUSTED");
      assertThat(stage.stateEntries()).isZero();
      stage.send("b", new Scene("b", "k", "", "S"));

      assertThat(stage.results()).extracting(Said::name).containsExactly("b");
    }
  }

  @Test
  void refusesALifetimeThatIsShorterThanTheLongestWaitForARetry() {
    assertThatThrownBy(() -> open(stage().once(Duration.ofMillis(71_999))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "stage count-words: a claim's lifetime of 71999 ms is shorter than the longest wait"
                + " between attempts, 72000 ms");
    assertThatThrownBy(() -> open(stage().memoize(Duration.ofMillis(71_999))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesOnceWithoutAKey() {
    Stage<Line, Count> keyless = WORKFLOW.stage("count-words", new Words());
    assertThatThrownBy(() -> open(keyless.once(TTL)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stage count-words: once and memoize need a key; say keyBy(...) or sameKey()");
  }
}
