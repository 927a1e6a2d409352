package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.connectors.kafka.StartChecks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedBrokerTest {

  @TempDir static Path folder;

  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("kafka"));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void givesBackWhatWasCommittedAndNothingElse() throws Exception {
    create("transactions");
    try (var producer = producer(Map.of("transactional.id", "test"))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("transactions", "lost")).get();
      producer.abortTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("transactions", "kept")).get();
      producer.commitTransaction();
    }

    assertThat(readOne("transactions")).containsExactly("kept");
  }

  @Test
  void allowsTransactionsAsLongAsAClusterWould() {
    try (var producer =
        producer(Map.of("transactional.id", "long", "transaction.timeout.ms", "3600000"))) {
      producer.initTransactions();
    }
  }

  @Test
  void makesNoTopicOfAMisspeltName() {
    try (var admin = Admin.create(address())) {
      assertThatThrownBy(() -> admin.describeTopics(List.of("misspelt")).allTopicNames().get())
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  @Test
  void isAskedForTopicsAndItsLimitBeforeAJobStarts() throws Exception {
    KafkaClients clients = KafkaClients.of(broker.address());
    create("taskweir.shop.in");
    Duration hour = Duration.ofHours(1);

    assertThatThrownBy(
            () ->
                StartChecks.check(
                    clients, "taskweir.shop.in", 1, List.of("taskweir.shop.audit"), hour))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "no topic taskweir.shop.audit at %s; create it with ./taskweir topics shop --create --kafka %s",
            broker.address(), broker.address());
    assertThatThrownBy(
            () ->
                StartChecks.check(clients, "taskweir.shop.in", 1, List.of(), hour.plusMillis(1000)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected at most 3600 s");
    StartChecks.check(clients, "taskweir.shop.in", 1, List.of(), hour);
  }

  @Test
  void listensOnLoopbackOnly() {
    assertThat(broker.address()).startsWith("127.0.0.1:");
  }

  @Test
  void isNotBrokenWhileItRuns() {
    assertThat(broker.broken()).isNotDone();
  }

  private static void create(String topic) throws Exception {
    try (var admin = Admin.create(address())) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  private static KafkaProducer<String, String> producer(Map<String, Object> more) {
    var settings = address();
    settings.putAll(more);
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  private static List<String> readOne(String topic) {
    var settings = address();
    settings.put("isolation.level", "read_committed");
    var values = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      var partition = List.of(new TopicPartition(topic, 0));
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
      while (values.isEmpty()) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  private static Map<String, Object> address() {
    return new HashMap<>(Map.of("bootstrap.servers", broker.address()));
  }
}
