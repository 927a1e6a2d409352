package io.taskweir.connectors.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the brokers must have before a job is worth starting. Each of these would else be found out
 * by a job that restarts for ever.
 */
public final class StartChecks {

  private static final Logger LOG = LoggerFactory.getLogger(StartChecks.class);

  private static final String BROKER_LIMIT = "transaction.max.timeout.ms";

  private StartChecks() {}

  /**
   * Asks for all of it in one go.
   *
   * @param in the topic that is read
   * @param readers subtasks that read it: each needs a partition, or it has nothing to do
   * @param out the topics that are written
   * @param transactionTimeout of the sink
   * @throws IOException in one line that names what is wrong and what is allowed
   */
  public static void check(
      KafkaClients clients,
      String in,
      int readers,
      Collection<String> out,
      Duration transactionTimeout)
      throws IOException {
    List<String> topics = new ArrayList<>(out);
    topics.add(0, in);
    try (KafkaAdmin admin = KafkaAdmin.connect(clients)) {
      Topics.require(admin, clients.bootstrap(), topics);
      requirePartitions(in, admin.partitions(List.of(in)).get(in), readers);
      OptionalLong limit = admin.brokerSetting(BROKER_LIMIT);
      if (limit.isPresent()) {
        requireTimeout(transactionTimeout, Duration.ofMillis(limit.getAsLong()));
      } else {
        LOG.warn(
            "{} may not be read at {}: whether the sink's transaction timeout of {} s is allowed is"
                + " found out when it begins",
            BROKER_LIMIT,
            clients.bootstrap(),
            transactionTimeout.toSeconds());
      }
    }
  }

  static void requirePartitions(String topic, int partitions, int readers) throws IOException {
    if (partitions < readers) {
      throw new IOException(
          "topic %s has %d partitions for %d subtasks that read it; expected at least one each: lower the parallelism to %d, or add partitions"
              .formatted(topic, partitions, readers, partitions));
    }
  }

  static void requireTimeout(Duration timeout, Duration limit) throws IOException {
    if (timeout.compareTo(limit) > 0) {
      throw new IOException(
          "taskweir.kafka.transaction-timeout: %d s is not allowed; expected at most %d s, the brokers' %s"
              .formatted(timeout.toSeconds(), limit.toSeconds(), BROKER_LIMIT));
    }
  }
}
