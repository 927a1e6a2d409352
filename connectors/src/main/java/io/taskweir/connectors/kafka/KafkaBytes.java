package io.taskweir.connectors.kafka;

import io.taskweir.state.SourceRecord;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Builds a source of a topic's records as they lie there: bytes with their coordinates and headers.
 * Parsing is the first stage's, so poison is a dead letter and never a restart of the source.
 *
 * <p>Offsets are in the checkpoint; what is committed to the group shows progress to an operator
 * and is where a job without a checkpoint starts. Only committed records are read, which costs the
 * latency of the producer's transactions, if it has any.
 */
public final class KafkaBytes {

  private final KafkaClients clients;
  private final String topic;
  private final String group;
  private OffsetsInitializer start = committedOrEarliest();
  private boolean bounded;

  private KafkaBytes(KafkaClients clients, String topic, String group) {
    this.clients = clients;
    this.topic = topic;
    this.group = group;
  }

  /** A source of {@code topic} for consumer group {@code group}, without end. */
  public static KafkaBytes from(KafkaClients clients, String topic, String group) {
    return new KafkaBytes(clients, topic, group);
  }

  /** Starts at the oldest record, not at the group's offsets (or there where it has none). */
  public KafkaBytes fromEarliest() {
    start = OffsetsInitializer.earliest();
    return this;
  }

  /** Ends at what is the topic's end when the job starts. */
  public KafkaBytes bounded() {
    bounded = true;
    return this;
  }

  /** The source. */
  public KafkaSource<SourceRecord> build() {
    KafkaSourceBuilder<SourceRecord> builder =
        KafkaSource.<SourceRecord>builder()
            .setProperties(properties())
            .setBootstrapServers(clients.bootstrap())
            .setTopics(topic)
            .setGroupId(group)
            .setClientIdPrefix(group + "-" + topic)
            .setStartingOffsets(start)
            .setDeserializer(new SourceRecordSchema());
    if (bounded) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder.build();
  }

  /** Flink's connector still takes the enum that Kafka has deprecated. */
  @SuppressWarnings("deprecation")
  private static OffsetsInitializer committedOrEarliest() {
    return OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
  }

  /** What the promise rests on is not the user's to set. */
  Properties properties() {
    Properties all = clients.clientProperties();
    all.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return all;
  }
}
