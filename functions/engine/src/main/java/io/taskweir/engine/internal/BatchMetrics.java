package io.taskweir.engine.internal;

import io.taskweir.engine.Batch.Cause;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** The metrics of a trigger, since its subtask last started: firings by cause, as a label. */
final class BatchMetrics {

  private final Map<Cause, Counter> fired = new EnumMap<>(Cause.class);

  BatchMetrics(MetricGroup group, Collection<?> collection) {
    group.gauge("batchItemsWaiting", (Gauge<Long>) collection::waiting);
    for (Cause cause : Cause.values()) {
      String label = cause.name().toLowerCase(Locale.ROOT);
      fired.put(cause, group.addGroup("cause", label).counter("batchesFired"));
    }
  }

  void fired(Cause cause) {
    fired.get(cause).inc();
  }
}
