package io.taskweir.connectors.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Questions to the brokers that are answered within 10 s or fail in one line. */
final class KafkaAdmin implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration POLL = Duration.ofMillis(50);

  private final Admin admin;
  private final String bootstrap;
  private final Duration patience;

  private KafkaAdmin(Admin admin, String bootstrap, Duration patience) {
    this.admin = admin;
    this.bootstrap = bootstrap;
    this.patience = patience;
  }

  static KafkaAdmin connect(KafkaClients clients) throws IOException {
    return connect(clients, PATIENCE);
  }

  static KafkaAdmin connect(KafkaClients clients, Duration patience) throws IOException {
    Properties properties = clients.clientProperties();
    String millis = Long.toString(patience.toMillis());
    properties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    properties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    try {
      return new KafkaAdmin(Admin.create(properties), clients.bootstrap(), patience);
    } catch (KafkaException e) {
      throw new IOException(
          "cannot reach Kafka at " + clients.bootstrap() + ": " + rootMessage(e), e);
    }
  }

  Set<String> topics() throws IOException {
    return answer("list topics", admin.listTopics().names());
  }

  Map<String, Integer> partitions(Collection<String> topics) throws IOException {
    Map<String, Integer> partitions = new HashMap<>();
    answer("describe topics " + topics, admin.describeTopics(topics).allTopicNames())
        .forEach((name, topic) -> partitions.put(name, topic.partitions().size()));
    return partitions;
  }

  Map<String, Map<String, ConfigEntry>> configs(Collection<String> topics) throws IOException {
    List<ConfigResource> resources =
        topics.stream().map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList();
    Map<String, Map<String, ConfigEntry>> configs = new HashMap<>();
    answer("read the settings of topics " + topics, admin.describeConfigs(resources).all())
        .forEach((topic, config) -> configs.put(topic.name(), byName(config)));
    return configs;
  }

  /** A whole number that a broker is set to; empty where this client may not ask. */
  OptionalLong brokerSetting(String name) throws IOException {
    int node =
        answer("find a broker", admin.describeCluster().nodes()).stream()
            .map(Node::id)
            .findFirst()
            .orElseThrow(() -> new IOException("no broker at " + bootstrap));
    var broker = new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(node));
    try {
      Config config =
          answer("read the brokers' settings", admin.describeConfigs(List.of(broker)).all())
              .get(broker);
      ConfigEntry entry = config.get(name);
      return entry == null || entry.value() == null || !entry.value().matches("\\d{1,18}")
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(entry.value()));
    } catch (IOException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return OptionalLong.empty();
      }
      throw e;
    }
  }

  /** Whether the topic was created; false where somebody was faster. */
  boolean create(NewTopic topic) throws IOException {
    try {
      answer("create topic " + topic.name(), admin.createTopics(List.of(topic)).all());
      return true;
    } catch (IOException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Waits until the brokers know {@code names}: of a new topic they learn a moment after its
   * creation.
   */
  void awaitKnown(Collection<String> names) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    while (!topics().containsAll(names)) {
      if (System.nanoTime() > end) {
        throw new IOException(
            "topics "
                + names
                + " at "
                + bootstrap
                + ": not known to the brokers after "
                + patience.toSeconds()
                + " s");
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** Where each partition of {@code topic} ends for readers of {@code isolation}. */
  Map<TopicPartition, Long> ends(String topic, IsolationLevel isolation) throws IOException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    int partitions = partitions(List.of(topic)).get(topic);
    for (int partition = 0; partition < partitions; partition++) {
      latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    answer(
            "read the end of topic " + topic,
            admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }

  private static Map<String, ConfigEntry> byName(Config config) {
    Map<String, ConfigEntry> entries = new HashMap<>();
    config.entries().forEach(entry -> entries.put(entry.name(), entry));
    return entries;
  }

  private <T> T answer(String question, KafkaFuture<T> future) throws IOException {
    try {
      return future.get(patience.toMillis() + 1000, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: cannot " + question, e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw unreachable(cause);
      }
      if (cause instanceof AuthenticationException) {
        throw new IOException(
            "Kafka at %s refuses the credentials: %s; check kafka.security.protocol and kafka.sasl.* in the --config file"
                .formatted(bootstrap, rootMessage(cause)),
            cause);
      }
      String why =
          cause instanceof UnknownTopicOrPartitionException
              ? "there is no such topic"
              : rootMessage(cause);
      throw new IOException("cannot " + question + " at " + bootstrap + ": " + why, cause);
    }
  }

  private IOException unreachable(Throwable cause) {
    return new IOException(
        "cannot reach Kafka at %s within %d s; check the address, and kafka.security.protocol where it expects TLS or SASL"
            .formatted(bootstrap, patience.toSeconds()),
        cause);
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null || message.isBlank()
        ? root.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }
}
