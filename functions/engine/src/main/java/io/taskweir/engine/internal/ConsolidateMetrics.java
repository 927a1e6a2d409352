package io.taskweir.engine.internal;

import io.taskweir.state.FailureClass;
import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The metrics of a consolidation, since its subtask last started: {@code tasks} for items, as every
 * stage has them, {@code windows} for what fires, {@code bundle} for what is spared.
 */
final class ConsolidateMetrics {

  private final Counter in;
  private final Counter succeeded;
  private final Counter windowsFired;
  private final Counter windowsCorrected;
  private final Counter bundleHits;
  private final Counter bundleFlushes;
  private final DeadLetterCounters dead;

  ConsolidateMetrics(MetricGroup group, IntSupplier bundled) {
    in = group.counter("tasksIn");
    succeeded = group.counter("tasksSucceeded");
    dead = new DeadLetterCounters(group);
    windowsFired = group.counter("windowsFired");
    windowsCorrected = group.counter("windowsCorrected");
    bundleHits = group.counter("bundleHits");
    bundleFlushes = group.counter("bundleFlushes");
    group.gauge("bundleEntries", (Gauge<Integer>) bundled::getAsInt);
  }

  void in() {
    in.inc();
  }

  void succeeded() {
    succeeded.inc();
  }

  void dead(FailureClass failureClass) {
    dead.count(failureClass);
  }

  /** A window has fired, for the first time or again. */
  void fired(int version) {
    windowsFired.inc();
    if (version > 1) {
      windowsCorrected.inc();
    }
  }

  /** An item went to a key that was on the heap. */
  void bundleHit() {
    bundleHits.inc();
  }

  void bundleFlush() {
    bundleFlushes.inc();
  }
}
