package io.taskweir.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.taskweir.engine.Words.Line;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.annotation.Nullable;
import org.slf4j.MDC;

/**
 * A task for tests of timeouts: it does as its text says, and notes on which thread and in which
 * instance. The notes are static, since an abandoned instance is replaced by a copy.
 */
final class TakeTime implements TaskFunction<Line, String> {

  static final List<Thread> THREADS = new CopyOnWriteArrayList<>();
  static final List<Object> INSTANCES = new CopyOnWriteArrayList<>();
  static final List<Throwable> THROWN = new CopyOnWriteArrayList<>();
  static final List<Map<String, String>> LABELS = new CopyOnWriteArrayList<>();

  private static volatile CountDownLatch released = new CountDownLatch(1);

  private Object notSerializable;

  /** A stage of such tasks, with shared entries. */
  static StageHarness<Line, String> stage(int attempts, @Nullable Duration timeout)
      throws Exception {
    return StageHarness.of(
        Workflow.named("words")
            .stage("take-time", new TakeTime())
            .keyBy(Line::key)
            .shares(Duration.ofHours(1))
            .settings(
                StageSettings.DEFAULTS
                    .withRetries(attempts, Duration.ofSeconds(1), Duration.ofMinutes(1))
                    .withTimeout(timeout)),
        Line.class);
  }

  static void send(StageHarness<Line, String> stage, String order) throws Exception {
    stage.send(order, new Line("k", order));
  }

  /** Before each test: nothing has run, and whoever ignores interrupts is held. */
  static void begin() {
    List.of(THREADS, INSTANCES, THROWN, LABELS).forEach(List::clear);
    released = new CountDownLatch(1);
  }

  /** Lets those end that ignore interrupts. */
  static void release() {
    released.countDown();
  }

  /** After each test, when its stage is closed: no thread of it goes on into the next. */
  static void end() {
    release();
    await().atMost(30, SECONDS).until(() -> THREADS.stream().noneMatch(TakeTime::isWorking));
  }

  private static boolean isWorking(Thread thread) {
    return thread.isAlive() && thread.getName().startsWith("task-");
  }

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
      case "throw-interrupt" -> throw new InterruptedException("nobody cancelled");
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
