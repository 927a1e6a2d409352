package io.taskweir;

import static org.awaitility.Awaitility.await;

import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.connectors.kafka.TopicPlan;
import io.taskweir.connectors.kafka.Topics;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** Topics as if nobody had ever written to them, whoever did before. */
final class EmptyTopics {

  private static final Set<String> KINDS =
      Set.of("in", "results", "dead-letters", "audit", "settings", Topics.FEEDBACK);

  private EmptyTopics() {}

  /** Makes the topics of a workflow, and that of settings, anew. */
  static void of(String workflow, int partitions, KafkaClients clients) throws Exception {
    List<TopicPlan> plans = plans(workflow, partitions);
    Set<String> names = names(plans);
    try (Admin admin = Admin.create(clients.clientProperties())) {
      delete(names, admin);
      Topics.create(clients, plans);
      // The broker hears of a new topic a moment after its controller.
      await()
          .atMost(Machine.PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> admin.listTopics().names().get().containsAll(names));
    }
  }

  /** Deletes the topics of a workflow, and that of settings. */
  static void none(String workflow, KafkaClients clients) throws Exception {
    try (Admin admin = Admin.create(clients.clientProperties())) {
      delete(names(plans(workflow, 1)), admin);
    }
  }

  private static void delete(Set<String> names, Admin admin) throws Exception {
    Set<String> old = new HashSet<>(admin.listTopics().names().get());
    old.retainAll(names);
    admin.deleteTopics(old).all().get(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    await()
        .atMost(Machine.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> admin.listTopics().names().get().stream().noneMatch(names::contains));
  }

  private static List<TopicPlan> plans(String workflow, int partitions) {
    return Topics.of(workflow, partitions).stream()
        .filter(topic -> KINDS.contains(topic.name().substring(topic.name().lastIndexOf('.') + 1)))
        .toList();
  }

  private static Set<String> names(List<TopicPlan> plans) {
    return plans.stream().map(TopicPlan::name).collect(Collectors.toSet());
  }
}
