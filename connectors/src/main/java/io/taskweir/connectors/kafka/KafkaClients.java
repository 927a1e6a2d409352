package io.taskweir.connectors.kafka;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * What every Kafka client of an application has in common: the brokers, and the user's {@code
 * kafka.*} options with TLS, SASL and tuning. Each client lays over them only the settings that its
 * promise rests on.
 *
 * @param bootstrap the brokers, {@code HOST:PORT[,HOST:PORT]...}
 * @param properties the client properties, without the prefix
 */
public record KafkaClients(String bootstrap, Map<String, String> properties)
    implements Serializable {

  /** The prefix of the options that pass to every client. */
  public static final String PREFIX = "kafka.";

  /** Copies the properties; a {@code bootstrap.servers} among them gives way to the argument. */
  public KafkaClients {
    properties = new HashMap<>(properties);
    properties.remove(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
  }

  /** Clients of {@code bootstrap} with the options that begin with {@link #PREFIX}. */
  public static KafkaClients of(String bootstrap, Map<String, String> options) {
    Map<String, String> properties = new HashMap<>();
    options.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            properties.put(name.substring(PREFIX.length()), value);
          }
        });
    return new KafkaClients(bootstrap, properties);
  }

  /** Clients of {@code bootstrap} without further options. */
  public static KafkaClients of(String bootstrap) {
    return new KafkaClients(bootstrap, Map.of());
  }

  /** The properties with the brokers, fresh, for a client to lay its own over. */
  public Properties clientProperties() {
    Properties all = new Properties();
    all.putAll(properties);
    all.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    return all;
  }
}
