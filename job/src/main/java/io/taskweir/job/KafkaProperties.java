package io.taskweir.job;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Settings of the form {@code kafka.<property>}, which go to every Kafka client as they are. What
 * Taskweir's promises rest on is refused, and so is what looks like a slip of the pen; any other
 * unknown name passes, since interceptors and login modules bring their own.
 */
final class KafkaProperties {

  static final String PREFIX = "kafka.";

  /** What a property would break, or what to set in its place. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("bootstrap.servers", "set taskweir.kafka.bootstrap"),
          Map.entry("transaction.timeout.ms", "set taskweir.kafka.transaction-timeout"),
          Map.entry("transactional.id", "set taskweir.kafka.transactional-id-prefix"),
          Map.entry("group.id", "the offsets are in the checkpoint"),
          Map.entry("enable.auto.commit", "the offsets are in the checkpoint"),
          Map.entry("auto.offset.reset", "the offsets are in the checkpoint"),
          Map.entry("isolation.level", "it is read_committed, for exactly-once"),
          Map.entry("enable.idempotence", "it is true, for exactly-once"),
          Map.entry("acks", "it is all, for exactly-once"),
          Map.entry("key.serializer", "keys are bytes"),
          Map.entry("value.serializer", "values are bytes"),
          Map.entry("key.deserializer", "keys are bytes"),
          Map.entry("value.deserializer", "values are bytes"));

  private static final Set<String> KNOWN = known();

  private KafkaProperties() {}

  /** The properties among {@code settings}, without the prefix. */
  static Properties of(Iterable<Given> settings) {
    var properties = new Properties();
    for (Given given : settings) {
      if (given.key().startsWith(PREFIX)) {
        properties.setProperty(check(given), given.value());
      }
    }
    return properties;
  }

  private static String check(Given given) {
    String name = given.key().substring(PREFIX.length());
    String reason = REFUSED.get(name);
    if (reason != null) {
      throw new ConfigException(given.describe() + " is not allowed; " + reason);
    }
    if (!KNOWN.contains(name)) {
      Optional<String> meant = NearMiss.of(name, KNOWN);
      if (meant.isPresent()) {
        throw new ConfigException(
            "unknown Kafka property "
                + given.describe()
                + "; did you mean "
                + PREFIX
                + meant.get()
                + "?");
      }
    }
    return name;
  }

  private static Set<String> known() {
    var names = new HashSet<String>();
    names.addAll(ConsumerConfig.configNames());
    names.addAll(ProducerConfig.configNames());
    names.addAll(AdminClientConfig.configNames());
    return names;
  }
}
