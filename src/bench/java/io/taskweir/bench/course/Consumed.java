package io.taskweir.bench.course;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * What the Kafka consumers of this process have read, by their own counters; a consumer that has
 * closed keeps its count. Every client of a contestant reports to it, by the setting {@link
 * #SETTING}. A fetch counts once it is used up, which is at the latest when the next one is asked
 * for.
 */
public final class Consumed implements MetricsReporter {

  /** The client property that takes the name of this class. */
  public static final String SETTING = "metric.reporters";

  private static final String COUNTER = "records-consumed-total";

  /** Of the consumer as a whole: its counters by topic have a tag more. */
  private static final Set<String> TAGS = Set.of("client-id");

  private static final Queue<KafkaMetric> COUNTERS = new ConcurrentLinkedQueue<>();

  /** Of all consumers together. */
  static long records() {
    return COUNTERS.stream()
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
    if (metric.metricName().name().equals(COUNTER)
        && metric.metricName().tags().keySet().equals(TAGS)) {
      COUNTERS.add(metric);
    }
  }

  @Override
  public void metricRemoval(KafkaMetric metric) {}

  @Override
  public void close() {}
}
