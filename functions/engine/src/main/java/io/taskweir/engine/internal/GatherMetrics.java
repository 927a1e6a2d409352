package io.taskweir.engine.internal;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The metrics of what gathers for a join, since its subtask last started. A join that often decides
 * without an answer ({@code runsIncomplete}) has a stage before it that is too slow or gone.
 */
final class GatherMetrics {

  private final Counter complete;
  private final Counter incomplete;
  private final Counter late;
  private final AtomicLong waiting = new AtomicLong();

  /** {@code waitingNow} runs were restored. */
  GatherMetrics(MetricGroup group, long waitingNow) {
    waiting.set(waitingNow);
    complete = group.counter("runsComplete");
    incomplete = group.counter("runsIncomplete");
    late = group.counter("tasksLate");
    group.gauge("runsWaiting", (Gauge<Long>) waiting::get);
  }

  /** A run has begun to wait for what is missing. */
  void waits() {
    waiting.incrementAndGet();
  }

  /** A run waits no longer. */
  void waited() {
    waiting.decrementAndGet();
  }

  /** A run is decided, with the answers of all stages or without some. */
  void fired(boolean allAnswered) {
    if (allAnswered) {
      complete.inc();
    } else {
      incomplete.inc();
    }
  }

  void late() {
    late.inc();
  }
}
