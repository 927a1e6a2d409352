package io.taskweir.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taskweir.engine.Words.Line;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.FailureClass;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** A task with a timeout runs on a worker thread, and is interrupted when the time is up. */
class TimeoutTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  @BeforeEach
  void begin() {
    TakeTime.begin();
  }

  @AfterEach
  void end() {
    TakeTime.end();
  }

  @Test
  void aTaskThatPassesItsTimeoutIsInterruptedAndFailsForNow() throws Exception {
    try (var stage = TakeTime.stage(1, TIMEOUT)) {
      TakeTime.send(stage, "hang");

      DeadLetter letter = stage.deadLetters().get(0);
      assertThat(letter.reason()).isEqualTo("EXHAUSTED");
      assertThat(letter.failureClass()).isEqualTo(FailureClass.TRANSIENT);
      assertThat(letter.detail())
          .isEqualTo(
              "java.util.concurrent.TimeoutException: the attempt passed its timeout of 1000 ms");
      assertThat(TakeTime.THROWN).hasOnlyElementsOfType(InterruptedException.class).hasSize(1);
    }
  }

  @Test
  void aTimeoutIsRetried() throws Exception {
    try (var stage = TakeTime.stage(5, TIMEOUT)) {
      stage.send("a", new Line("k", "hang-first"));
      assertThat(stage.account("retried")).isEqualTo(1);
      stage.advance(Duration.ofSeconds(2));

      assertThat(stage.account("succeeded")).isEqualTo(1);
      assertThat(TakeTime.THREADS.get(0)).isSameAs(TakeTime.THREADS.get(1));
    }
  }

  @Test
  void withoutATimeoutATaskRunsInline() throws Exception {
    try (var stage = TakeTime.stage(1, null)) {
      TakeTime.send(stage, "run");

      assertThat(TakeTime.THREADS).containsExactly(Thread.currentThread());
    }
  }

  @Test
  void withATimeoutOneWorkerRunsAllTasks() throws Exception {
    try (var stage = TakeTime.stage(1, Duration.ofMinutes(1))) {
      TakeTime.send(stage, "run");
      TakeTime.send(stage, "run again");

      assertThat(stage.results()).containsExactly("done", "done");
      assertThat(TakeTime.THREADS.get(0))
          .isNotSameAs(Thread.currentThread())
          .isSameAs(TakeTime.THREADS.get(1))
          .satisfies(thread -> assertThat(thread.getName()).isEqualTo("task-take-time"));
    }
    await().atMost(30, SECONDS).until(() -> !TakeTime.THREADS.get(0).isAlive());
  }

  @Test
  void anAttemptDoesNotInheritTheInterruptOfTheOneBefore() throws Exception {
    try (var stage = TakeTime.stage(1, Duration.ofMinutes(1))) {
      for (int i = 0; i < 500; i++) {
        TakeTime.send(stage, "interrupt-itself");
        TakeTime.send(stage, "run");
      }

      assertThat(stage.results()).hasSize(500).containsOnly("done");
    }
  }

  @Test
  void theWorkerKeepsTheLabelsOfTheLog() throws Exception {
    try (var stage = TakeTime.stage(1, Duration.ofMinutes(1))) {
      TakeTime.send(stage, "run");
      String id = StageHarness.task("run", "").id().hex();

      assertThat(TakeTime.LABELS.get(0))
          .containsAllEntriesOf(
              Map.of(
                  "workflow",
                  "words",
                  "stage",
                  "take-time",
                  "subtask",
                  "1/1",
                  "task",
                  id,
                  "root",
                  id,
                  "depth",
                  "0",
                  "attempt",
                  "1"));
      assertThat(MDC.get("task")).isNull();
      assertThat(MDC.get("stage")).isNull();
    }
  }

  @Test
  void errorsOnTheWorkerMeanWhatTheyMeanInline() throws Exception {
    try (var stage = TakeTime.stage(5, Duration.ofMinutes(1))) {
      TakeTime.send(stage, "overflow");

      assertThat(stage.deadLetters())
          .extracting(DeadLetter::reason)
          .containsExactly("STACK_OVERFLOW");
      assertThatThrownBy(() -> TakeTime.send(stage, "exhaust-memory"))
          .isInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void aCancellationIsHeardWhileATaskRuns() throws Exception {
    try (var stage = TakeTime.stage(1, Duration.ofMinutes(10))) {
      FutureTask<Void> sending =
          new FutureTask<>(
              () -> {
                TakeTime.send(stage, "hang");
                return null;
              });
      Thread mailbox = new Thread(sending);
      mailbox.start();
      await().atMost(30, SECONDS).until(() -> TakeTime.THREADS.size() == 1);
      mailbox.interrupt();

      assertThatThrownBy(() -> sending.get(30, SECONDS))
          .hasCauseInstanceOf(InterruptedException.class);
      assertThat(stage.deadLetters()).isEmpty();
    }
    await().atMost(30, SECONDS).until(() -> !TakeTime.THREADS.get(0).isAlive());
  }

  @Test
  void anInterruptThatNoCancellationSentIsAFailureLikeAnother() throws Exception {
    for (Duration timeout : new Duration[] {null, Duration.ofMinutes(1)}) {
      try (var stage = TakeTime.stage(1, timeout)) {
        TakeTime.send(stage, "throw-interrupt");

        assertThat(stage.deadLetters())
            .extracting(DeadLetter::detail)
            .containsExactly("java.lang.InterruptedException: nobody cancelled");
      }
    }
  }
}
