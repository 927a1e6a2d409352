package io.taskweir.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.state.SinkRecord;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RecordSinkTest {

  private final KafkaClients clients = KafkaClients.of("localhost:9092");

  @Test
  void isExactlyOnceUnderItsOwnPrefixWithIncrementingNames() {
    assertThat(RecordSink.to(clients, "email", "staging", "out").build())
        .extracting("deliveryGuarantee", "transactionalIdPrefix", "transactionNamingStrategy.name")
        .containsExactly(DeliveryGuarantee.EXACTLY_ONCE, "email.staging.out", "INCREMENTING");
  }

  @Test
  void takesAnotherGuarantee() {
    assertThat(
            RecordSink.to(clients, "email", "staging", "out")
                .guarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .build())
        .extracting("deliveryGuarantee")
        .isEqualTo(DeliveryGuarantee.AT_LEAST_ONCE);
  }

  @Test
  void batchesAndCompressesAndKeepsTransactionsOpenForAnHour() {
    assertThat(RecordSink.to(clients, "email", "staging", "out").producerProperties())
        .containsEntry("compression.type", "lz4")
        .containsEntry("linger.ms", "10")
        .containsEntry("acks", "all")
        .containsEntry("transaction.timeout.ms", "3600000");
  }

  @Test
  void letsTheUserTuneTheProducerButNotItsPromise() {
    KafkaClients tuned =
        KafkaClients.of(
            "localhost:9092",
            Map.of("kafka.linger.ms", "50", "kafka.compression.type", "zstd", "kafka.acks", "1"));

    assertThat(
            RecordSink.to(tuned, "email", "staging", "out")
                .transactionTimeout(Duration.ofMinutes(2))
                .producerProperties())
        .containsEntry("linger.ms", "50")
        .containsEntry("compression.type", "zstd")
        .containsEntry("acks", "all")
        .containsEntry("transaction.timeout.ms", "120000");
  }

  @Test
  void writesToTheRecordsOwnTopicWithoutItsEventTime() {
    SinkRecord record =
        new SinkRecord("results", "default", utf8("k"), utf8("v"), Map.of("h", utf8("1")));

    ProducerRecord<byte[], byte[]> written = new SinkRecordSchema().serialize(record, null, 17L);

    assertThat(written.topic()).isEqualTo("results");
    assertThat(written.partition()).isNull();
    assertThat(written.timestamp()).isNull();
    assertThat(written.key()).isEqualTo(utf8("k"));
    assertThat(written.value()).isEqualTo(utf8("v"));
    assertThat(written.headers().lastHeader("h").value()).isEqualTo(utf8("1"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
