package io.taskweir.engine.internal;

import io.taskweir.engine.Batch.Cause;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** The metrics of a trigger, since its subtask last started. */
final class BatchMetrics {

  private final Map<Cause, Counter> fired = new EnumMap<>(Cause.class);

  BatchMetrics(MetricGroup group, Collection<?> collection) {
    group.gauge("batchItemsWaiting", (Gauge<Long>) collection::waiting);
    for (Cause cause : Cause.values()) {
      String name = cause.name();
      fired.put(
          cause,
          group.counter(
              "batchesFired" + name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT)));
    }
  }

  void fired(Cause cause) {
    fired.get(cause).inc();
  }
}
