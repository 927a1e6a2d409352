package io.taskweir.connectors.kafka;

import io.taskweir.connectors.blob.FileSystemBlobStore;
import io.taskweir.state.BlobRef;
import io.taskweir.state.Headers;
import io.taskweir.state.Task;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.annotation.Nullable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Feeds inputs to a topic: the bytes, or, above {@value #INLINE} of them, an empty value and a blob
 * reference. Each input arrives once while this feed lives (an idempotent producer, all
 * acknowledgements); a feed that is started again sends everything again, and the claims of the
 * first stage remove what they know.
 *
 * <p>For one thread. A failure to send is thrown by a later call, {@link #finish} at the latest.
 */
public final class KafkaFeed implements AutoCloseable {

  /** What is larger than this many bytes travels as a blob. */
  public static final int INLINE = 64 * 1024;

  private static final byte[] EMPTY = {};

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final String tenant;
  private final FileSystemBlobStore blobs;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private long sent;

  KafkaFeed(
      Producer<byte[], byte[]> producer, String topic, String tenant, FileSystemBlobStore blobs) {
    this.producer = producer;
    this.topic = topic;
    this.tenant = tenant;
    this.blobs = blobs;
  }

  /** A feed of {@code topic} for {@code tenant}, whose large inputs go to {@code blobs}. */
  public static KafkaFeed connect(
      KafkaClients clients, String topic, String tenant, FileSystemBlobStore blobs) {
    return new KafkaFeed(producer(clients), topic, tenant, blobs);
  }

  static Producer<byte[], byte[]> producer(KafkaClients clients) {
    Properties properties = clients.clientProperties();
    properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "10");
    properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new KafkaProducer<>(properties, bytes, bytes);
  }

  /** As the other, for {@link Task#DEFAULT_TENANT}. */
  public static KafkaFeed connect(KafkaClients clients, String topic, FileSystemBlobStore blobs) {
    return connect(clients, topic, Task.DEFAULT_TENANT, blobs);
  }

  /**
   * Sends one input, read to its end.
   *
   * @param source what a person calls it; null for nothing
   */
  public void send(@Nullable String source, InputStream input) throws IOException {
    byte[] start = input.readNBytes(INLINE + 1);
    if (start.length <= INLINE) {
      send(source, null, start, null);
      return;
    }
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), input);
    send(source, null, EMPTY, blobs.put(tenant, whole));
  }

  /** Sends one input. */
  public void send(@Nullable String source, byte[] input) throws IOException {
    send(source, null, input);
  }

  /**
   * Sends one input under a record key: inputs of one key lie in one partition, in the order in
   * which they were sent. Without a key they are spread over all partitions, and their order is
   * lost; a key that most inputs share leaves most partitions idle.
   *
   * @param key the record's key; null for none
   */
  public void send(@Nullable String source, @Nullable String key, byte[] input) throws IOException {
    if (input.length <= INLINE) {
      send(source, key, input, null);
    } else {
      send(source, key, EMPTY, blobs.put(tenant, input));
    }
  }

  /** How many inputs were sent so far; not all of them need have arrived. */
  public long sent() {
    return sent;
  }

  /** How many inputs have arrived so far; any thread may ask. */
  public long arrived() {
    return acknowledged.get();
  }

  /**
   * Waits until everything sent has arrived.
   *
   * @return how many inputs were sent
   */
  public long finish() throws IOException {
    producer.flush();
    throwFailure();
    return sent;
  }

  @Override
  public void close() {
    producer.close();
  }

  private void send(
      @Nullable String source, @Nullable String key, byte[] value, @Nullable BlobRef blob)
      throws IOException {
    throwFailure();
    byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    List<Header> headers = new ArrayList<>();
    if (source != null) {
      headers.add(header(Headers.SOURCE, source));
    }
    if (!tenant.equals(Task.DEFAULT_TENANT)) {
      headers.add(header(Headers.TENANT, tenant));
    }
    if (blob != null) {
      headers.add(header(Headers.BLOB, blob.text()));
    }
    try {
      // The callback tells what became of it; nobody waits for one record.
      var unused =
          producer.send(
              new ProducerRecord<>(topic, null, keyBytes, value, headers),
              (metadata, thrown) -> arrived(thrown));
    } catch (KafkaException e) {
      throw cannotSend(e);
    }
    sent++;
  }

  private void arrived(@Nullable Exception thrown) {
    if (thrown == null) {
      acknowledged.incrementAndGet();
    } else {
      failure.compareAndSet(null, thrown);
    }
  }

  private void throwFailure() throws IOException {
    Exception thrown = failure.get();
    if (thrown != null) {
      throw cannotSend(thrown);
    }
  }

  private IOException cannotSend(Exception thrown) {
    return new IOException("cannot send to " + topic + ": " + thrown.getMessage(), thrown);
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
