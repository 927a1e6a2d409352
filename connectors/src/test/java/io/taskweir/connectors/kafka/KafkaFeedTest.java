package io.taskweir.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.connectors.blob.FileSystemBlobStore;
import io.taskweir.state.BlobRef;
import io.taskweir.state.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Random;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaFeedTest {

  @TempDir Path folder;
  private FileSystemBlobStore blobs;

  @BeforeEach
  void open() {
    blobs = new FileSystemBlobStore(folder.toUri().toString());
  }

  @Test
  void sendsBytesWithTheirSource() throws IOException {
    MockProducer<byte[], byte[]> producer = producer(true);
    try (KafkaFeed feed = new KafkaFeed(producer, "in", "default", blobs)) {
      feed.send("mail/a.eml", "hello".getBytes(UTF_8));

      assertThat(feed.finish()).isEqualTo(1);
      assertThat(feed.arrived()).isEqualTo(1);
    }
    ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
    assertThat(sent.topic()).isEqualTo("in");
    assertThat(sent.key()).isNull();
    assertThat(sent.value()).isEqualTo("hello".getBytes(UTF_8));
    assertThat(header(sent, Headers.SOURCE)).isEqualTo("mail/a.eml");
    assertThat(sent.headers().toArray()).hasSize(1);
  }

  @Test
  void namesATenantThatIsNotTheDefault() throws IOException {
    MockProducer<byte[], byte[]> producer = producer(true);
    try (KafkaFeed feed = new KafkaFeed(producer, "in", "acme", blobs)) {
      feed.send(null, new byte[1]);
    }
    assertThat(header(producer.history().get(0), Headers.TENANT)).isEqualTo("acme");
  }

  @Test
  void sendsUnderAKeyWhatIsSmallAndWhatIsLarge() throws IOException {
    MockProducer<byte[], byte[]> producer = producer(true);
    try (KafkaFeed feed = new KafkaFeed(producer, "in", "default", blobs)) {
      feed.send("a.csv:2", "boiler", new byte[1]);
      feed.send("a.csv:3", "boiler", new byte[KafkaFeed.INLINE + 1]);
      feed.send("a.csv:4", null, new byte[1]);
    }
    assertThat(producer.history())
        .extracting(ProducerRecord::key)
        .containsExactly("boiler".getBytes(UTF_8), "boiler".getBytes(UTF_8), null);
    assertThat(producer.history())
        .extracting(sent -> header(sent, Headers.SOURCE))
        .containsExactly("a.csv:2", "a.csv:3", "a.csv:4");
    assertThat(producer.history().get(1).value()).isEmpty();
  }

  @Test
  void sendsUpToTheThresholdInline() throws IOException {
    MockProducer<byte[], byte[]> producer = producer(true);
    try (KafkaFeed feed = new KafkaFeed(producer, "in", "default", blobs)) {
      feed.send(null, new ByteArrayInputStream(new byte[KafkaFeed.INLINE]));
      feed.send(null, new byte[KafkaFeed.INLINE]);
    }
    assertThat(producer.history())
        .allSatisfy(sent -> assertThat(sent.value()).hasSize(KafkaFeed.INLINE))
        .hasSize(2);
  }

  @Test
  void sendsAReferenceAboveTheThresholdFromAStreamAsFromBytes() throws IOException {
    byte[] large = new byte[KafkaFeed.INLINE + 1];
    new Random(1).nextBytes(large);
    MockProducer<byte[], byte[]> producer = producer(true);
    try (KafkaFeed feed = new KafkaFeed(producer, "in", "acme", blobs)) {
      feed.send("large", new ByteArrayInputStream(large));
      feed.send("large", large);
    }
    assertThat(producer.history()).hasSize(2);
    for (ProducerRecord<byte[], byte[]> sent : producer.history()) {
      assertThat(sent.value()).isEmpty();
      try (InputStream in = blobs.open("acme", BlobRef.parse(header(sent, Headers.BLOB)))) {
        assertThat(in.readAllBytes()).isEqualTo(large);
      }
    }
  }

  @Test
  void throwsAFailedSendAtTheEndInOneLine() throws IOException {
    MockProducer<byte[], byte[]> producer = producer(false);
    try (KafkaFeed feed = new KafkaFeed(producer, "in", "default", blobs)) {
      feed.send("a", new byte[1]);
      producer.errorNext(new RecordTooLargeException("too large"));

      assertThatThrownBy(feed::finish)
          .isInstanceOf(IOException.class)
          .hasMessage("cannot send to in: too large");
      assertThatThrownBy(() -> feed.send("b", new byte[1])).isInstanceOf(IOException.class);
    }
  }

  private static MockProducer<byte[], byte[]> producer(boolean autoComplete) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new MockProducer<>(autoComplete, null, bytes, bytes);
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
