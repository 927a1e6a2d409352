package io.taskweir.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taskweir.engine.Words.Line;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.FailureClass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** A task with a timeout runs on a worker thread, which is interrupted and then abandoned. */
class TimeoutTest {

  private static final Workflow WORKFLOW = Workflow.named("words");
  private static final Duration TIMEOUT = Duration.ofMillis(100);

  private static final List<Thread> THREADS = new CopyOnWriteArrayList<>();
  private static final List<Object> INSTANCES = new CopyOnWriteArrayList<>();
  private static final List<Throwable> THROWN = new CopyOnWriteArrayList<>();
  private static final List<Map<String, String>> LABELS = new CopyOnWriteArrayList<>();
  private static CountDownLatch released;

  /** Does as its text says. */
  private static final class Act implements TaskFunction<Line, String> {

    private Object notSerializable;

    @Override
    public void open() {
      notSerializable = new Object();
    }

    @Override
    public void run(Line line, TaskContext<String> context) throws Exception {
      THREADS.add(Thread.currentThread());
      INSTANCES.add(notSerializable);
      LABELS.add(Map.copyOf(MDC.getCopyOfContextMap()));
      switch (line.text()) {
        case "hang" -> hang();
        case "hang-first" -> {
          if (context.task().attempt() == 1) {
            hang();
          }
        }
        case "ignore-interrupts" -> {
          ignoreInterrupts();
          act(() -> context.emit("late"));
          act(() -> context.shared().putText("x", "late", Duration.ofMinutes(1)));
          act(() -> context.shared().getText("x"));
          THROWN.add(new AssertionError("ended"));
        }
        case "write" -> context.shared().putText("x", "in time", Duration.ofMinutes(1));
        case "read" -> context.emit(context.shared().getText("x"));
        case "interrupt-itself" -> Thread.currentThread().interrupt();
        case "overflow" -> throw new StackOverflowError();
        case "exhaust-memory" -> throw new OutOfMemoryError("told so");
        default -> context.emit(Thread.currentThread().isInterrupted() ? "interrupted" : "done");
      }
    }

    private static void hang() throws InterruptedException {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        THROWN.add(e);
        throw e;
      }
    }

    private static void ignoreInterrupts() {
      while (true) {
        try {
          released.await();
          return;
        } catch (InterruptedException e) {
          THROWN.add(e);
        }
      }
    }

    private static void act(Runnable late) {
      try {
        late.run();
      } catch (IllegalStateException e) {
        THROWN.add(e);
      }
    }
  }

  private static StageHarness<Line, String> open(int attempts, Duration timeout) throws Exception {
    return StageHarness.of(
        WORKFLOW
            .stage("act", new Act())
            .keyBy(Line::key)
            .shares(Duration.ofHours(1))
            .settings(
                StageSettings.DEFAULTS
                    .withRetries(attempts, Duration.ofSeconds(1), Duration.ofMinutes(1))
                    .withTimeout(timeout)),
        Line.class);
  }

  private static void send(StageHarness<Line, String> stage, String order) throws Exception {
    stage.send(order, new Line("k", order));
  }

  @BeforeEach
  void forget() {
    List.of(THREADS, INSTANCES, THROWN, LABELS).forEach(List::clear);
    released = new CountDownLatch(1);
  }

  @AfterEach
  void release() {
    released.countDown();
  }

  @Test
  void aTaskThatPassesItsTimeoutIsInterruptedAndFailsForNow() throws Exception {
    try (var stage = open(1, TIMEOUT)) {
      send(stage, "hang");

      DeadLetter letter = stage.deadLetters().get(0);
      assertThat(letter.reason()).isEqualTo("EXHAUSTED");
      assertThat(letter.failureClass()).isEqualTo(FailureClass.TRANSIENT);
      assertThat(letter.detail())
          .isEqualTo(
              "java.util.concurrent.TimeoutException: the attempt passed its timeout of 100 ms");
      assertThat(THROWN).hasOnlyElementsOfType(InterruptedException.class).hasSize(1);
    }
  }

  @Test
  void aTimeoutIsRetried() throws Exception {
    try (var stage = open(5, TIMEOUT)) {
      stage.send("a", new Line("k", "hang-first"));
      assertThat(stage.account("retried")).isEqualTo(1);
      stage.advance(Duration.ofSeconds(2));

      assertThat(stage.account("succeeded")).isEqualTo(1);
      assertThat(THREADS.get(0)).isSameAs(THREADS.get(1));
    }
  }

  @Test
  void withoutATimeoutATaskRunsInline() throws Exception {
    try (var stage = open(1, null)) {
      send(stage, "run");

      assertThat(THREADS).containsExactly(Thread.currentThread());
    }
  }

  @Test
  void withATimeoutOneWorkerRunsAllTasks() throws Exception {
    try (var stage = open(1, Duration.ofMinutes(1))) {
      send(stage, "run");
      send(stage, "run again");

      assertThat(stage.results()).containsExactly("done", "done");
      assertThat(THREADS.get(0))
          .isNotSameAs(Thread.currentThread())
          .isSameAs(THREADS.get(1))
          .satisfies(thread -> assertThat(thread.getName()).isEqualTo("task-act"));
    }
    await().atMost(30, SECONDS).until(() -> !THREADS.get(0).isAlive());
  }

  @Test
  void aTaskThatIgnoresItsInterruptIsAbandonedAndReplaced() throws Exception {
    try (var stage = open(1, TIMEOUT)) {
      send(stage, "write");
      send(stage, "ignore-interrupts");
      assertThat(stage.deadLetters()).hasSize(1);
      send(stage, "run");

      assertThat(stage.results()).containsExactly("done");
      assertThat(THREADS.get(1)).isSameAs(THREADS.get(0)).isNotSameAs(THREADS.get(2));
      assertThat(INSTANCES.get(2)).as("a fresh, opened copy").isNotNull().isNotSameAs(INSTANCES.get(1));
    }
  }

  @Test
  void whatAnAbandonedAttemptDoesLateHasNoEffect() throws Exception {
    try (var stage = open(1, TIMEOUT)) {
      send(stage, "write");
      send(stage, "ignore-interrupts");
      released.countDown();
      await().atMost(30, SECONDS).until(() -> THROWN.size() == 5);
      send(stage, "read");

      assertThat(THROWN.subList(1, 4))
          .hasOnlyElementsOfType(IllegalStateException.class)
          .allSatisfy(
              late ->
                  assertThat(late).hasMessage("this attempt has ended; its context is closed"));
      assertThat(stage.results()).containsExactly("in time");
      await().atMost(30, SECONDS).until(() -> !THREADS.get(1).isAlive());
    }
  }

  @Test
  void eightAbandonedThreadsFailTheJobWithTheTasksName() throws Exception {
    try (var stage = open(1, Duration.ofMillis(1))) {
      for (int i = 0; i < 7; i++) {
        send(stage, "ignore-interrupts");
      }

      assertThatThrownBy(() -> send(stage, "ignore-interrupts"))
          .hasMessage(
              "stage act: task io.taskweir.engine.TimeoutTest$Act left 8 threads that do not end"
                  + " when interrupted");
    }
  }

  @Test
  void abandonedThreadsThatEndedInTheMeantimeDoNotCount() throws Exception {
    try (var stage = open(1, Duration.ofMillis(1))) {
      for (int i = 0; i < 5; i++) {
        send(stage, "ignore-interrupts");
      }
      released.countDown();
      await().atMost(30, SECONDS).until(() -> THREADS.stream().noneMatch(Thread::isAlive));
      released = new CountDownLatch(1);
      for (int i = 0; i < 5; i++) {
        send(stage, "ignore-interrupts");
      }

      assertThat(stage.account("dead")).isEqualTo(10);
    }
  }

  @Test
  void anAttemptDoesNotInheritTheInterruptOfTheOneBefore() throws Exception {
    try (var stage = open(1, Duration.ofMinutes(1))) {
      for (int i = 0; i < 500; i++) {
        send(stage, "interrupt-itself");
        send(stage, "run");
      }

      assertThat(stage.results()).hasSize(500).containsOnly("done");
    }
  }

  @Test
  void theWorkerKeepsTheLabelsOfTheLog() throws Exception {
    try (var stage = open(1, Duration.ofMinutes(1))) {
      send(stage, "run");
      String id = StageHarness.task("run", "").id().hex();

      assertThat(LABELS.get(0))
          .containsAllEntriesOf(
              Map.of(
                  "workflow", "words", "stage", "act", "subtask", "1/1", "task", id, "root", id,
                  "depth", "0", "attempt", "1"));
      assertThat(MDC.get("task")).isNull();
      assertThat(MDC.get("stage")).isNull();
    }
  }

  @Test
  void errorsOnTheWorkerMeanWhatTheyMeanInline() throws Exception {
    try (var stage = open(5, Duration.ofMinutes(1))) {
      send(stage, "overflow");

      assertThat(stage.deadLetters())
          .extracting(DeadLetter::reason)
          .containsExactly("STACK_OVERFLOW");
      assertThatThrownBy(() -> send(stage, "exhaust-memory")).isInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void aCancellationIsHeardWhileATaskRuns() throws Exception {
    try (var stage = open(1, Duration.ofMinutes(10))) {
      FutureTask<Void> sending =
          new FutureTask<>(
              () -> {
                send(stage, "hang");
                return null;
              });
      Thread mailbox = new Thread(sending);
      mailbox.start();
      await().atMost(30, SECONDS).until(() -> THREADS.size() == 1);
      mailbox.interrupt();

      assertThatThrownBy(() -> sending.get(30, SECONDS)).hasCauseInstanceOf(InterruptedException.class);
      assertThat(stage.deadLetters()).isEmpty();
    }
    await().atMost(30, SECONDS).until(() -> !THREADS.get(0).isAlive());
  }
}
