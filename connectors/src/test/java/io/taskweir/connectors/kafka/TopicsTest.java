package io.taskweir.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void knowsTheTopicsOfAWorkflow() {
    assertThat(Topics.of("email"))
        .extracting(TopicPlan::name)
        .containsExactly(
            "taskweir.email.in",
            "taskweir.email.results",
            "taskweir.email.dead-letters",
            "taskweir.email.audit",
            "taskweir.email.loop",
            "taskweir.email.redrive",
            "taskweir.email.load",
            "taskweir.settings",
            "taskweir.email.feedback");
    assertThat(Topics.of("sensors"))
        .extracting(TopicPlan::name)
        .contains("taskweir.sensors.in")
        .doesNotContain("taskweir.sensors.feedback");
  }

  @Test
  void keepsSettingsByKeyAndTheRestByAge() {
    List<TopicPlan> plans = Topics.of("email");

    assertThat(plans.get(0).settings())
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("retention.ms", Long.toString(7L * 24 * 60 * 60 * 1000));
    assertThat(plans.get(2).settings())
        .containsEntry("retention.ms", Long.toString(90L * 24 * 60 * 60 * 1000));
    assertThat(plans.get(7).settings()).containsEntry("cleanup.policy", "compact").hasSize(1);
  }

  @Test
  void keepsTheLoadOfAWindowByKeyAndForNinetyDays() {
    TopicPlan load = Topics.load("email");

    assertThat(load.name()).isEqualTo("taskweir.email.load");
    assertThat(load.partitions()).isEqualTo(1);
    assertThat(load.settings())
        .containsEntry("cleanup.policy", "compact,delete")
        .containsEntry("retention.ms", Long.toString(90L * 24 * 60 * 60 * 1000));
    assertThat(Topics.table(Topics.of("email")))
        .containsPattern("taskweir\\.email\\.load +1  last per key, 90 d +concurrency, by tenant");
  }

  @Test
  void leavesReplicationToTheBrokers() {
    NewTopic topic = Topics.of("email", 2).get(0).toCreate();

    assertThat(topic.numPartitions()).isEqualTo(2);
    assertThat(topic.replicationFactor()).isEqualTo((short) -1);
  }

  @Test
  void printsOneLineATopicUnderTitles() {
    assertThat(Topics.table(Topics.of("sensors", 4)).lines())
        .hasSize(9)
        .first()
        .asString()
        .matches("TOPIC +PARTITIONS  KEEPS +HOLDS");
    assertThat(Topics.table(Topics.of("sensors", 4)).lines().skip(1).findFirst())
        .hasValueSatisfying(
            line -> assertThat(line).matches("taskweir\\.sensors\\.in +4  7 d +what comes in, .*"));
  }

  @Test
  void saysInOneLineThatNobodyAnswers() throws IOException {
    try (KafkaAdmin admin =
        KafkaAdmin.connect(KafkaClients.of("127.0.0.1:1"), Duration.ofSeconds(1))) {
      assertThatThrownBy(admin::topics)
          .isInstanceOf(IOException.class)
          .hasMessage(
              "cannot reach Kafka at 127.0.0.1:1 within 1 s; check the address, and kafka.security.protocol where it expects TLS or SASL");
    }
  }

  @Test
  void saysInOneLineThatAnAddressIsNone() {
    assertThatThrownBy(() -> Topics.create(KafkaClients.of("nowhere"), Topics.of("email")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot reach Kafka at nowhere: ")
        .message()
        .hasLineCount(1);
  }
}
