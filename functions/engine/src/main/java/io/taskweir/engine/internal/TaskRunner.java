package io.taskweir.engine.internal;

import io.taskweir.engine.TaskFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javax.annotation.Nullable;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.InstantiationUtil;

/**
 * Runs a user's task: inline, or with a timeout on a worker thread while the mailbox waits.
 *
 * <p>At the timeout the worker is interrupted; one second later it is abandoned and replaced, with
 * a fresh copy of the task as it was before {@code open}, since the old thread may still be inside
 * the old one. Eight abandoned threads at a time fail the job: a task that never yields would eat
 * the machine.
 */
final class TaskRunner<I, O> implements AutoCloseable {

  private static final int MOST_ABANDONED = 8;
  private static final long GRACE_MILLIS = 1_000;

  private final StageSpec<I, O> spec;
  private final BooleanSupplier cancelled;
  @Nullable private final Duration timeout;
  @Nullable private byte[] pristine;
  private TaskFunction<I, O> task;
  @Nullable private Worker worker;
  private final List<Worker> abandoned = new ArrayList<>();

  TaskRunner(StageSpec<I, O> spec, BooleanSupplier cancelled) {
    this.spec = spec;
    this.cancelled = cancelled;
    this.timeout = spec.settings().timeout();
    this.task = spec.task();
  }

  void open() throws Exception {
    if (timeout != null) {
      pristine = InstantiationUtil.serializeObject(task);
    }
    task.open();
  }

  /**
   * Runs one attempt.
   *
   * @return what it threw; null when it returned
   * @throws VirtualMachineError other than a stack overflow: the job fails
   * @throws InterruptedException when the job is cancelled meanwhile
   */
  @Nullable
  Throwable run(I input, StageContext<O> context) throws Exception {
    try {
      Throwable thrown = timeout == null ? call(input, context) : callOnWorker(input, context);
      if (thrown instanceof SharedState.StateAccessException broken) {
        throw broken;
      }
      if (thrown instanceof VirtualMachineError fatal && !(fatal instanceof StackOverflowError)) {
        throw fatal;
      }
      if (thrown instanceof InterruptedException interrupt && cancelled.getAsBoolean()) {
        Thread.currentThread().interrupt();
        throw interrupt;
      }
      return thrown;
    } finally {
      context.close();
    }
  }

  @Override
  public void close() {
    if (worker != null) {
      worker.stop();
    }
  }

  /** Every throwable is an outcome of the task; {@link #run} says which ones are not. */
  @Nullable
  private Throwable call(I input, StageContext<O> context) {
    try {
      task.run(input, context);
      return null;
    } catch (Throwable thrown) {
      return thrown;
    }
  }

  @Nullable
  private Throwable callOnWorker(I input, StageContext<O> context) throws Exception {
    if (worker == null) {
      worker = new Worker("task-" + spec.place().stage());
    }
    Map<String, String> labels = LogLabels.copy();
    FutureTask<Throwable> attempt =
        new FutureTask<>(() -> LogLabels.within(labels, () -> call(input, context)));
    worker.submit(attempt);
    try {
      return attempt.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      context.close();
      if (!worker.interruptAndWait(GRACE_MILLIS)) {
        abandonWorker();
      }
      return new TimeoutException(
          "the attempt passed its timeout of " + timeout.toMillis() + " ms");
    } catch (ExecutionException impossible) {
      return impossible.getCause();
    }
  }

  private void abandonWorker() throws Exception {
    abandoned.removeIf(Worker::hasEnded);
    abandoned.add(worker);
    worker = null;
    if (abandoned.size() >= MOST_ABANDONED) {
      throw new FlinkRuntimeException(
          "stage "
              + spec.place().stage()
              + ": task "
              + task.getClass().getName()
              + " left "
              + abandoned.size()
              + " threads that do not end when interrupted");
    }
    task = InstantiationUtil.deserializeObject(pristine, task.getClass().getClassLoader());
    task.open();
  }

  /** A thread that runs one attempt at a time. */
  private static final class Worker {

    private final SynchronousQueue<FutureTask<Throwable>> queue = new SynchronousQueue<>();
    private final Semaphore idle = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopped;

    Worker(String name) {
      thread = new Thread(this::loop, name);
      thread.setDaemon(true);
      thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
      thread.start();
    }

    /**
     * Hands an attempt over. The drain comes after it: only then has the worker surely released the
     * permit of the attempt before, which would otherwise be taken for the end of this one.
     */
    void submit(FutureTask<Throwable> attempt) throws InterruptedException {
      queue.put(attempt);
      idle.drainPermits();
    }

    /** Interrupts the attempt; false where it has not ended within {@code graceMillis}. */
    boolean interruptAndWait(long graceMillis) throws InterruptedException {
      thread.interrupt();
      boolean ended = idle.tryAcquire(graceMillis, TimeUnit.MILLISECONDS);
      stopped = !ended;
      return ended;
    }

    boolean hasEnded() {
      return !thread.isAlive();
    }

    void stop() {
      stopped = true;
      thread.interrupt();
    }

    private void loop() {
      while (!stopped) {
        FutureTask<Throwable> attempt = nextOrNull();
        // What the attempt before left of an interrupt is not this one's; a stop() shows below.
        Thread.interrupted();
        if (attempt != null && !stopped) {
          attempt.run();
          idle.release();
        }
      }
    }

    /**
     * The next attempt; null after an interrupt between two of them: either {@link #stop} asks, or
     * it came just after its attempt had ended, and then the next one must not inherit it.
     */
    @Nullable
    private FutureTask<Throwable> nextOrNull() {
      try {
        return queue.take();
      } catch (InterruptedException betweenAttempts) {
        return null;
      }
    }
  }
}
