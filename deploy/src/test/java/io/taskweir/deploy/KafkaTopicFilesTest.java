package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.connectors.kafka.TopicPlan;
import io.taskweir.connectors.kafka.Topics;
import io.taskweir.job.ShippedWorkflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * {@code deploy/kubernetes/topics.yaml} is what {@link Topics} says; {@code -Dtaskweir.write}
 * writes it anew.
 */
class KafkaTopicFilesTest {

  private static final Path FILE =
      Path.of(System.getProperty("basedir"), "kubernetes", "topics.yaml");

  private static final String HEAD =
      """
      # Never applied: there is no Kubernetes where this was written; fields checked against Strimzi's CRD (see README.md).
      # Generated from Topics by: mvn -pl deploy -am package -Dtest=KafkaTopicFilesTest -Dsurefire.failIfNoSpecifiedTests=false -Dtaskweir.write
      """;

  @Test
  void haveEveryTopicOfTheCatalogueAsItIsPlanned() throws IOException {
    StringBuilder expected = new StringBuilder(HEAD);
    plans().forEach(plan -> expected.append(resource(plan)));
    if (System.getProperty("taskweir.write") != null) {
      Files.writeString(FILE, expected);
    }
    assertThat(Files.readString(FILE)).isEqualTo(expected.toString());
  }

  @Test
  void readAsTheyAreMeant() throws IOException {
    Map<String, TopicPlan> plans = new LinkedHashMap<>();
    plans().forEach(plan -> plans.put(plan.name(), plan));
    for (Yaml topic : Yaml.documents("kubernetes/topics.yaml")) {
      TopicPlan plan = plans.remove(topic.at("metadata").text("name"));
      assertThat(topic.at("spec").values().get("partitions")).isEqualTo(plan.partitions());
      Map<String, String> settings = new LinkedHashMap<>();
      topic.at("spec", "config").values().forEach((key, value) -> settings.put(key, "" + value));
      assertThat(settings).isEqualTo(plan.settings());
    }
    assertThat(plans).isEmpty();
  }

  /** Each once: the topic of settings belongs to all workflows. */
  private static Collection<TopicPlan> plans() {
    Map<String, TopicPlan> plans = new LinkedHashMap<>();
    for (ShippedWorkflow workflow : ShippedWorkflow.all()) {
      Topics.of(workflow.label()).forEach(plan -> plans.put(plan.name(), plan));
    }
    return plans.values();
  }

  private static String resource(TopicPlan plan) {
    StringBuilder resource = new StringBuilder();
    resource.append(
        """
        ---
        # %s
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaTopic
        metadata:
          name: %s
          labels:
            strimzi.io/cluster: KAFKA-CLUSTER
        spec:
          partitions: %d
          config:
        """
            .formatted(plan.holds(), plan.name(), plan.partitions()));
    plan.settings().forEach((key, value) -> resource.append("    %s: %s%n".formatted(key, value)));
    return resource.toString();
  }
}
