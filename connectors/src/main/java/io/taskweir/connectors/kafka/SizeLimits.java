package io.taskweir.connectors.kafka;

import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How large a record may be, by topic: the smaller of what the producer sends and what the topic
 * takes, less a margin. Read once at the start; a limit that is lowered later is met by the broker.
 *
 * @param byTopic the limits in bytes; never empty
 */
public record SizeLimits(Map<String, Integer> byTopic) implements Serializable {

  /** Below this a record could not even carry its headers. */
  static final int SMALLEST = 16 * 1024;

  private static final int DEFAULT_MAX_REQUEST = 1024 * 1024;

  /** Copies the limits; there must be one. */
  public SizeLimits {
    if (byTopic.isEmpty()) {
      throw new IllegalArgumentException("size limits: expected at least one topic");
    }
    byTopic = new HashMap<>(byTopic);
  }

  /**
   * Asks the brokers for the limits of {@code topics}.
   *
   * @throws IOException in one line where the brokers do not answer, a topic is missing, or a limit
   *     is too small to work with
   */
  public static SizeLimits check(KafkaClients clients, Collection<String> topics)
      throws IOException {
    int request = maxRequestSize(clients);
    Map<String, Integer> limits = new HashMap<>();
    try (KafkaAdmin admin = KafkaAdmin.connect(clients)) {
      for (var topic : admin.configs(topics).entrySet()) {
        int message = Integer.parseInt(topic.getValue().get("max.message.bytes").value());
        limits.put(topic.getKey(), limit(topic.getKey(), request, message));
      }
    }
    return new SizeLimits(limits);
  }

  /** The limit of {@code topic}; for one that was not asked for, the smallest of all. */
  public int of(String topic) {
    Integer limit = byTopic.get(topic);
    return limit != null
        ? limit
        : byTopic.values().stream().mapToInt(Integer::intValue).min().orElse(SMALLEST);
  }

  /**
   * The margin is for what a codec adds to bytes that it cannot compress, and half a percent more:
   * the brokers compare the compressed batch, we the plain record.
   */
  static int limit(String topic, int maxRequestSize, int maxMessageBytes) throws IOException {
    int smaller = Math.min(maxRequestSize, maxMessageBytes);
    int limit = smaller - 1024 - smaller / 200;
    if (limit < SMALLEST) {
      String key =
          maxRequestSize < maxMessageBytes ? "kafka.max.request.size" : "max.message.bytes";
      throw new IOException(
          "%s of topic %s is %d: at least %d expected".formatted(key, topic, smaller, 18 * 1024));
    }
    return limit;
  }

  private static int maxRequestSize(KafkaClients clients) throws IOException {
    String value = clients.properties().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
    try {
      return value == null ? DEFAULT_MAX_REQUEST : Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      throw new IOException(
          "kafka.max.request.size: expected a number of bytes, got \"" + value + '"', e);
    }
  }
}
