package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.ObeyScript.Said;
import io.taskweir.engine.ObeyScript.Scene;
import io.taskweir.state.DeadLetter;
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

/** When the input ends, what waits gets a last attempt before the last watermark goes on. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class DrainTest {

  private static final String LAST = Long.toString(Long.MAX_VALUE);
  private static final Workflow WORKFLOW = Workflow.named("words");

  private static Stage<Scene, Said> stage() {
    return WORKFLOW
        .stage("obey", new ObeyScript(false))
        .keyBy(Scene::key)
        .settings(StageSettings.DEFAULTS.withDrainTimeout(Duration.ZERO));
  }

  private static StageHarness<Scene, Said> open(Stage<Scene, Said> stage) throws Exception {
    return StageHarness.of(stage, Scene.class);
  }

  private static void send(StageHarness<Scene, Said> stage, String name, String script)
      throws Exception {
    stage.send(name, new Scene(name, "k", "", script));
  }

  /** What came out, watermarks and names of results. */
  private static List<String> said(StageHarness<Scene, Said> stage) {
    return stage.output().stream()
        .map(
            one ->
                one instanceof StreamRecord<?> record
                    ? ((Said) ((Task<?>) record.getValue()).payload()).name()
                    : Long.toString(((Watermark) one).getTimestamp()))
        .toList();
  }

  @Test
  void whatWaitsGetsOneLastAttemptAndIsThenADeadLetter() throws Exception {
    try (var stage = open(stage())) {
      send(stage, "a", "F");
      stage.end();

      DeadLetter letter = stage.deadLetters().get(0);
      assertThat(letter.reason()).isEqualTo("EXHAUSTED");
      assertThat(letter.attempts()).hasSize(2);
      assertThat(stage.account("dead")).isEqualTo(1);
      assertThat(stage.stateEntries()).isZero();
    }
  }

  @Test
  void aLastAttemptMaySucceed() throws Exception {
    try (var stage = open(stage())) {
      send(stage, "a", "FS");
      stage.end();

      assertThat(stage.results()).containsExactly(new Said("a", 2, 0));
      assertThat(stage.deadLetters()).isEmpty();
    }
  }

  @Test
  void thoseThatWaitForTheirFirstEndToo() throws Exception {
    try (var stage = open(stage().once(Duration.ofHours(1)))) {
      send(stage, "a", "F");
      send(stage, "b", "F");
      send(stage, "c", "S");
      send(stage, "d", "S");
      stage.end();

      assertThat(stage.deadLetters())
          .extracting(letter -> letter.attempts().size())
          .containsExactly(2, 1);
      assertThat(stage.results()).extracting(Said::name).containsExactly("c");
      assertThat(stage.account("suppressed")).isEqualTo(1);
      assertThat(stage.account("started")).isEqualTo(4);
    }
  }

  /** The same id is the same work, but each that came in must end, and the drain with them. */
  @Test
  void tasksOfOneIdThatWaitTogetherAllEnd() throws Exception {
    try (var stage = open(stage())) {
      Task<Scene> task = StageHarness.task("a", new Scene("a", "k", "", "FFS"));
      stage.send(task);
      stage.send(task);
      stage.advance(Duration.ofMillis(1_500));
      stage.send(task);
      assertThat(stage.account("retried")).isEqualTo(5);
      stage.end();

      assertThat(stage.results()).containsExactly(new Said("a", 3, 0), new Said("a", 3, 0));
      assertThat(stage.deadLetters())
          .extracting(DeadLetter::id)
          .containsExactly(TaskId.ofCaller("default", "a").hex());
      assertThat(stage.stateEntries()).isZero();
      assertThat(said(stage)).endsWith(LAST);
    }
  }

  @Test
  void theLastWatermarkComesAfterAllThatIsEmitted() throws Exception {
    try (var stage = open(stage())) {
      send(stage, "a", "FS");
      send(stage, "b", "S");
      stage.watermark(Long.MAX_VALUE);
      assertThat(said(stage)).containsExactly("b");
      stage.end();

      assertThat(said(stage)).containsExactly("b", "a", LAST);
    }
  }

  @Test
  void theLastWatermarkComesOnceAndAtOnceWhereNothingWaits() throws Exception {
    try (var stage = open(stage())) {
      stage.watermark(Long.MAX_VALUE);
      assertThat(said(stage)).isEmpty();
      stage.end();

      assertThat(said(stage)).containsExactly(LAST);
    }
  }

  @Test
  void otherWatermarksPassAtOnce() throws Exception {
    try (var stage = open(stage())) {
      send(stage, "a", "F");
      stage.watermark(5);
      send(stage, "b", "S");
      stage.watermark(7);

      assertThat(said(stage)).containsExactly("5", "b", "7");
    }
  }

  @Test
  void aRestoredStageDrainsWhatWaitedBefore() throws Exception {
    try (var before = open(stage().once(Duration.ofHours(1)))) {
      send(before, "a", "FS");
      send(before, "b", "S");
      try (var stage =
          StageHarness.restored(
              stage().once(Duration.ofHours(1)), Scene.class, before.snapshot(), 100)) {
        stage.end();

        assertThat(stage.results()).containsExactly(new Said("a", 2, 0));
        assertThat(stage.account("suppressed")).isEqualTo(1);
      }
    }
  }
}
