package io.taskweir.connectors.kafka;

import io.taskweir.state.SinkRecord;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Builds the one sink of a job: each record names its topic, so what one subtask wrote to any topic
 * commits together. Records become visible to {@code read_committed} readers after the checkpoint.
 *
 * <p>A record that is too large makes this sink restart the job for ever: everything passes {@link
 * FitRecord} before it.
 */
public final class RecordSink {

  private final KafkaClients clients;
  private final String transactionalIdPrefix;
  private DeliveryGuarantee guarantee = DeliveryGuarantee.EXACTLY_ONCE;
  private Duration transactionTimeout = Duration.ofHours(1);

  private RecordSink(KafkaClients clients, String transactionalIdPrefix) {
    this.clients = clients;
    this.transactionalIdPrefix = transactionalIdPrefix;
  }

  /**
   * An exactly-once sink. Application, environment and name together must be unique among all jobs
   * on the brokers: two sinks of one prefix abort each other's transactions.
   */
  public static RecordSink to(
      KafkaClients clients, String application, String environment, String name) {
    return new RecordSink(clients, String.join(".", application, environment, name));
  }

  /** Another guarantee than exactly once. */
  public RecordSink guarantee(DeliveryGuarantee other) {
    guarantee = other;
    return this;
  }

  /**
   * How long a transaction may stay open, 1 h by default. A job that is down for longer loses what
   * it had not yet committed; an open transaction of a killed job hides later records from readers
   * for so long. The brokers refuse what is above their {@code transaction.max.timeout.ms}.
   */
  public RecordSink transactionTimeout(Duration timeout) {
    transactionTimeout = timeout;
    return this;
  }

  /** The sink. */
  public KafkaSink<SinkRecord> build() {
    return KafkaSink.<SinkRecord>builder()
        .setKafkaProducerConfig(producerProperties())
        .setBootstrapServers(clients.bootstrap())
        .setDeliveryGuarantee(guarantee)
        .setTransactionalIdPrefix(transactionalIdPrefix)
        .setTransactionNamingStrategy(TransactionNamingStrategy.INCREMENTING)
        .setRecordSerializer(new SinkRecordSchema())
        .build();
  }

  /** Batching that the user's properties may tune, and the timeout, which is the sink's. */
  Properties producerProperties() {
    Properties all = clients.clientProperties();
    all.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    all.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "10");
    all.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    all.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    all.setProperty(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(transactionTimeout.toMillis()));
    return all;
  }
}
