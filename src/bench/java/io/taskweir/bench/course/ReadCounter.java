package io.taskweir.bench.course;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * What the Kafka consumers of this process have read of a topic, by their own counters; a consumer
 * that has closed keeps its count. Every client of a contestant reports to it, by the setting
 * {@link #SETTING}. A fetch counts once it is used up, which is at the latest when the next one is
 * asked for.
 */
public final class ReadCounter implements MetricsReporter {

  /** The client property that takes the name of this class. */
  public static final String SETTING = "metric.reporters";

  private static final String GROUP = "consumer-fetch-manager-metrics";
  private static final String COUNTER = "records-consumed-total";

  private static final Queue<KafkaMetric> COUNTERS = new ConcurrentLinkedQueue<>();

  /** By all consumers together. */
  static long records(String topic) {
    return COUNTERS.stream()
        .filter(counter -> topic.equals(counter.metricName().tags().get("topic")))
        .mapToLong(counter -> ((Double) counter.metricValue()).longValue())
        .sum();
  }

  @Override
  public void configure(Map<String, ?> settings) {}

  @Override
  public void init(List<KafkaMetric> metrics) {
    metrics.forEach(this::metricChange);
  }

  @Override
  public void metricChange(KafkaMetric metric) {
    MetricName name = metric.metricName();
    if (name.group().equals(GROUP) && name.name().equals(COUNTER)) {
      COUNTERS.add(metric);
    }
  }

  @Override
  public void metricRemoval(KafkaMetric metric) {}

  @Override
  public void close() {}
}
