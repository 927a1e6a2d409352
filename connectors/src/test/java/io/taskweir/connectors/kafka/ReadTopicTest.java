package io.taskweir.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.connectors.blob.FileSystemBlobStore;
import io.taskweir.state.BlobRef;
import io.taskweir.state.Headers;
import io.taskweir.state.SourceRecord;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadTopicTest {

  private static final TopicPartition FIRST = new TopicPartition("results", 0);
  private static final TopicPartition SECOND = new TopicPartition("results", 1);

  @TempDir Path folder;
  private FileSystemBlobStore blobs;

  @BeforeEach
  void open() {
    blobs = new FileSystemBlobStore(folder.toUri().toString());
  }

  @Test
  void readsEveryPartitionToItsEndAndNoFurther() throws IOException {
    List<String> values = new ArrayList<>();
    try (MockConsumer<byte[], byte[]> consumer = consumer(Map.of(FIRST, 0L, SECOND, 0L))) {
      consumer.schedulePollTask(
          () -> {
            consumer.addRecord(record(FIRST, 0, "a"));
            consumer.addRecord(record(FIRST, 1, "b"));
            consumer.addRecord(record(FIRST, 2, "written later"));
            consumer.addRecord(record(SECOND, 0, "c"));
          });

      long count =
          ReadTopic.read(
              consumer,
              Map.of(FIRST, 2L, SECOND, 1L),
              record -> values.add(new String(record.value(), UTF_8)),
              blobs);

      assertThat(count).isEqualTo(3);
      assertThat(values).containsExactlyInAnyOrder("a", "b", "c");
    }
  }

  @Test
  void readsNothingOfAnEmptyTopic() throws IOException {
    try (MockConsumer<byte[], byte[]> consumer = consumer(Map.of(FIRST, 0L))) {
      assertThat(ReadTopic.read(consumer, Map.of(FIRST, 0L), record -> {}, blobs)).isZero();
    }
  }

  @Test
  void putsTheBodyInPlaceOfItsReference() throws IOException {
    BlobRef ref = blobs.put("acme", "body".getBytes(UTF_8));

    SourceRecord read = ReadTopic.withBody(reference(ref, "acme"), blobs);

    assertThat(read.value()).isEqualTo("body".getBytes(UTF_8));
  }

  @Test
  void saysThatABodyHasExpired() {
    BlobRef ref = new BlobRef("0".repeat(64), 4);

    assertThatThrownBy(() -> ReadTopic.withBody(reference(ref, "acme"), blobs))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("has expired or was never stored");
  }

  @Test
  void leavesAReferenceAsItIsWithoutAPlaceForBodies() throws IOException {
    List<SourceRecord> read = new ArrayList<>();
    try (MockConsumer<byte[], byte[]> consumer = consumer(Map.of(FIRST, 0L))) {
      ConsumerRecord<byte[], byte[]> record = record(FIRST, 0, "");
      record.headers().add(Headers.BLOB, "nowhere".getBytes(UTF_8));
      consumer.schedulePollTask(() -> consumer.addRecord(record));

      ReadTopic.read(consumer, Map.of(FIRST, 1L), read::add, null);
    }
    assertThat(read.get(0).value()).isEmpty();
  }

  private static SourceRecord reference(BlobRef ref, String tenant) {
    Map<String, byte[]> headers =
        Map.of(Headers.BLOB, ref.text().getBytes(UTF_8), Headers.TENANT, tenant.getBytes(UTF_8));
    return new SourceRecord("results", 0, 0, 0, null, new byte[0], headers);
  }

  private static MockConsumer<byte[], byte[]> consumer(Map<TopicPartition, Long> beginnings) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    consumer.updateBeginningOffsets(beginnings);
    return consumer;
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition partition, long offset, String value) {
    return new ConsumerRecord<>(
        partition.topic(), partition.partition(), offset, null, value.getBytes(UTF_8));
  }
}
