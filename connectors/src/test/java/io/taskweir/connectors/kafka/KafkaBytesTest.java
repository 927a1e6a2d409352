package io.taskweir.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.api.connector.source.Boundedness;
import org.junit.jupiter.api.Test;

class KafkaBytesTest {

  private final KafkaClients clients =
      KafkaClients.of("localhost:9092", Map.of("kafka.isolation.level", "read_uncommitted"));

  @Test
  void hasNoEndUnlessAskedFor() {
    assertThat(KafkaBytes.from(clients, "in", "group").build().getBoundedness())
        .isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
  }

  @Test
  void endsWhereTheTopicEndsWhenBounded() {
    assertThat(KafkaBytes.from(clients, "in", "group").fromEarliest().bounded().build())
        .extracting("boundedness")
        .isEqualTo(Boundedness.BOUNDED);
  }

  @Test
  void readsOnlyWhatIsCommittedWhateverTheUserSets() {
    assertThat(KafkaBytes.from(clients, "in", "group").properties())
        .containsEntry("isolation.level", "read_committed");
  }

  @Test
  void passesTheUsersPropertiesOn() {
    KafkaClients tuned =
        KafkaClients.of(
            "localhost:9092",
            Map.of("kafka.security.protocol", "SSL", "state.backend.type", "rocksdb"));

    assertThat(KafkaBytes.from(tuned, "in", "group").properties())
        .containsEntry("security.protocol", "SSL")
        .containsEntry("bootstrap.servers", "localhost:9092")
        .doesNotContainKey("state.backend.type");
  }
}
