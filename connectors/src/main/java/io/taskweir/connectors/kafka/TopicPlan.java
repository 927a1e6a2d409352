package io.taskweir.connectors.kafka;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * What a topic should be like. Replication is the brokers' default, since they know how many they
 * are.
 *
 * @param name its name
 * @param partitions how many partitions
 * @param settings its own settings; the brokers' defaults hold for the rest
 * @param holds what lies in it, in a few words
 */
public record TopicPlan(String name, int partitions, Map<String, String> settings, String holds) {

  /** Copies the settings, in order. */
  public TopicPlan {
    settings = new TreeMap<>(settings);
  }

  NewTopic toCreate() {
    return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
  }
}
