package io.taskweir.engine.internal;

import io.taskweir.state.FailureClass;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * The metrics of a stage, since its subtask last started (the accounts are what survives a
 * restart). Their names begin with {@code task}, so that they stand together in the dashboard's
 * list.
 */
final class StageMetrics {

  private static final int WINDOW = 1_000;

  private final Counter in;
  private final Counter out;
  private final Counter succeeded;
  private final Counter suppressed;
  private final Counter retried;
  private final DeadLetterCounters dead;
  private final Histogram attemptMicros;

  StageMetrics(MetricGroup group, Waiting<?> waiting, LongSupplier clock) {
    in = group.counter("tasksIn");
    out = group.counter("tasksOut");
    succeeded = group.counter("tasksSucceeded");
    suppressed = group.counter("tasksSuppressed");
    retried = group.counter("tasksRetried");
    dead = new DeadLetterCounters(group);
    group.gauge("tasksWaiting", (Gauge<Long>) waiting::count);
    group.gauge(
        "tasksOldestWaitingMs",
        (Gauge<Long>)
            () -> Math.max(0, clock.getAsLong() - Math.min(waiting.oldest(), clock.getAsLong())));
    attemptMicros =
        group.histogram("taskAttemptMicros", new DescriptiveStatisticsHistogram(WINDOW));
  }

  void in() {
    in.inc();
  }

  void out() {
    out.inc();
  }

  void succeeded() {
    succeeded.inc();
  }

  void suppressed() {
    suppressed.inc();
  }

  void retried() {
    retried.inc();
  }

  void dead(FailureClass failureClass) {
    dead.count(failureClass);
  }

  void attempt(long nanos) {
    attemptMicros.update(nanos / 1_000);
  }
}
