package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.RestartedStage.Backend;
import io.taskweir.engine.Words.Count;
import io.taskweir.engine.Words.Line;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.AuditEvent.Event;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A memoized result is emitted again for the next caller, as if the task had run for it. */
class MemoizeTest {

  private static final Workflow WORKFLOW = Workflow.named("words");
  private static final Duration TTL = Duration.ofMinutes(10);
  private static final Line LINE = new Line("k", "one two two");

  private static Stage<Line, Count> words() {
    return WORKFLOW.stage("count-words", new Words()).keyBy(Line::key);
  }

  /** Says which of its runs it was, so that a second run shows; the first also emits children. */
  private static final class CountRuns implements TaskFunction<Line, Count> {

    private int runs;

    @Override
    public List<Output<?>> outputs() {
      return List.of(Words.SINGLE);
    }

    @Override
    public void run(Line line, TaskContext<Count> context) {
      runs++;
      if (runs == 1) {
        context.emit(Words.SINGLE, line);
      }
      context.emit(new Count(line.key(), runs));
    }
  }

  private static Stage<Line, Count> countRuns() {
    return WORKFLOW.stage("count-runs", new CountRuns()).keyBy(Line::key);
  }

  /** All that leaves the stage for {@code task}. */
  private static List<Task<?>> emitted(StageHarness<Line, Count> stage, Task<Line> task)
      throws Exception {
    List<Task<?>> emitted = new ArrayList<>(stage.resultTasks());
    emitted.addAll(stage.output(Words.SINGLE));
    emitted.removeIf(child -> !task.id().equals(child.parent()));
    return emitted;
  }

  @Test
  void theSecondCallerGetsWhatItWouldHaveGotItself() throws Exception {
    Task<Line> second = StageHarness.task("b", LINE);
    List<Task<?>> alone;
    try (var stage = StageHarness.of(words(), Line.class)) {
      stage.send(second);
      alone = emitted(stage, second);
    }
    try (var stage = StageHarness.of(words().memoize(TTL), Line.class)) {
      stage.send("a", LINE);
      stage.send(second);

      assertThat(alone).hasSize(4);
      assertThat(emitted(stage, second)).isEqualTo(alone);
      assertThat(stage.account("succeeded")).isEqualTo(1);
      assertThat(stage.account("suppressed")).isEqualTo(1);
    }
  }

  @Test
  void theTaskDoesNotRunAgain() throws Exception {
    try (var stage = StageHarness.of(countRuns().memoize(TTL), Line.class)) {
      stage.send("a", LINE);
      stage.send("b", LINE);

      assertThat(stage.results()).containsExactly(new Count("k", 1), new Count("k", 1));
      AuditEvent repeat = stage.audit().get(1);
      assertThat(repeat.event()).isEqualTo(Event.SUPPRESSED);
      assertThat(repeat.first()).isEqualTo(TaskId.ofCaller("default", "a").hex());
    }
  }

  @Test
  void keysWithinAKeyHaveResultsOfTheirOwn() throws Exception {
    try (var stage = StageHarness.of(countRuns().memoize(Line::text, TTL), Line.class)) {
      stage.send("a", new Line("k", "x"));
      stage.send("b", new Line("k", "y"));
      stage.send("c", new Line("k", "x"));
      stage.send("d", new Line("k", "y"));

      assertThat(stage.results()).extracting(Count::words).containsExactly(1, 2, 1, 2);
      assertThat(stage.output(Words.SINGLE)).hasSize(2);
    }
  }

  @Test
  void aMemoExpiresAfterItsTtl() throws Exception {
    try (var stage = StageHarness.of(countRuns().memoize(TTL), Line.class)) {
      stage.send("a", LINE);
      stage.clock(TTL.toMillis() - 1);
      stage.send("b", LINE);
      stage.clock(TTL.toMillis());
      stage.send("c", LINE);
      stage.send("d", LINE);

      assertThat(stage.results()).extracting(Count::words).containsExactly(1, 1, 2, 2);
    }
  }

  /** The first run left a child in the memo of its output, which outlives the claim a little. */
  @Test
  void aLaterFirstReplacesAllThatWasStored() throws Exception {
    try (var stage = StageHarness.of(countRuns().memoize(TTL), Line.class)) {
      stage.send("a", LINE);
      assertThat(stage.output(Words.SINGLE)).hasSize(1);
      stage.clock(TTL.toMillis());
      stage.send("b", LINE);
      stage.send("c", LINE);

      assertThat(stage.output(Words.SINGLE)).hasSize(1);
    }
  }

  @Test
  void aResultThatIsNothingIsRememberedToo() throws Exception {
    Stage<Line, Count> silent =
        WORKFLOW
            .<Line, Count>stage("silent", (line, context) -> {})
            .returns(Count.class)
            .keyBy(Line::key)
            .memoize(TTL);
    try (var stage = StageHarness.of(silent, Line.class)) {
      stage.send("a", LINE);
      stage.send("b", LINE);

      assertThat(stage.results()).isEmpty();
      assertThat(stage.account("suppressed")).isEqualTo(1);
      assertThat(stage.stateEntries()).as("only the claim").isEqualTo(1);
    }
  }

  @Test
  void whatFailsIsNotRemembered() throws Exception {
    try (var stage = StageHarness.of(words().memoize(TTL), Line.class)) {
      stage.send("a", new Line("k", "reject"));
      stage.send("b", LINE);

      assertThat(stage.results()).containsExactly(new Count("k", 3));
      assertThat(stage.account("suppressed")).isZero();
    }
  }

  @Test
  void tenantsShareAResultOnlyWhereToldSo() throws Exception {
    for (boolean shared : new boolean[] {false, true}) {
      Stage<Line, Count> memoized = countRuns().memoize(TTL);
      try (var stage = StageHarness.of(shared ? memoized.acrossTenants() : memoized, Line.class)) {
        stage.send(StageHarness.task("red", "a", LINE));
        stage.send(StageHarness.task("blue", "b", LINE));

        assertThat(stage.results()).extracting(Count::words).containsExactly(1, shared ? 1 : 2);
        assertThat(stage.resultTasks()).extracting(Task::tenant).containsExactly("red", "blue");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void memosOutliveRestartsAndFollowTheirKeys(Backend backend) throws Exception {
    try (var stage = new RestartedStage<>(words().memoize(TTL), Line.class, backend)) {
      for (int key = 0; key < 20; key++) {
        stage.send("a" + key, new Line("k" + key, "x ".repeat(key) + "y"));
      }
      stage.restart(3, Duration.ofMinutes(1));
      for (int key = 0; key < 20; key++) {
        stage.send("b" + key, new Line("k" + key, "never seen"));
      }
      stage.restart(1, Duration.ofMinutes(1));
      for (int key = 0; key < 20; key++) {
        stage.send("c" + key, new Line("k" + key, "never seen"));
      }

      assertThat(stage.account("suppressed")).isEqualTo(40);
      assertThat(stage.results()).hasSize(60).doesNotContain(new Count("k0", 2));
      assertThat(stage.children()).hasSize(3 * (20 * 21 / 2));
      assertThat(stage.children()).extracting(Task::id).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource
  void memosExpireWhileTheJobIsDown(Backend backend) throws Exception {
    try (var stage = new RestartedStage<>(countRuns().memoize(TTL), Line.class, backend)) {
      stage.send("a", LINE);
      stage.restart(1, TTL);
      stage.send("b", LINE);

      assertThat(stage.results()).extracting(Count::words).containsExactly(1, 2);
      assertThat(stage.children()).hasSize(1);
    }
  }
}
