package io.taskweir.engine.internal;

import io.taskweir.state.FailureClass;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts dead letters by class: {@code tasksDead} in a group {@code class} for each, which is one
 * metric with a label where metrics have labels, and {@code class.poison.tasksDead} where not.
 */
final class DeadLetterCounters {

  private final Map<FailureClass, Counter> dead = new EnumMap<>(FailureClass.class);

  DeadLetterCounters(MetricGroup group) {
    for (FailureClass failureClass : FailureClass.values()) {
      String label = failureClass.name().toLowerCase(Locale.ROOT);
      dead.put(failureClass, group.addGroup("class", label).counter("tasksDead"));
    }
  }

  void count(FailureClass failureClass) {
    dead.get(failureClass).inc();
  }
}
