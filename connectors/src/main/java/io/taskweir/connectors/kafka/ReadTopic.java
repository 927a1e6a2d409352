package io.taskweir.connectors.kafka;

import io.taskweir.state.BlobRef;
import io.taskweir.state.BlobStore;
import io.taskweir.state.Headers;
import io.taskweir.state.SourceRecord;
import io.taskweir.state.Task;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Reads all that is committed in a topic, from its beginning to where it ends now. Records come in
 * order within a partition only.
 */
public final class ReadTopic {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final KafkaClients clients;
  @Nullable private final BlobStore blobs;

  /** A reader that leaves a reference to a body as it is. */
  public ReadTopic(KafkaClients clients) {
    this.clients = clients;
    this.blobs = null;
  }

  /** A reader that looks up bodies in {@code blobs}. */
  public ReadTopic(KafkaClients clients, BlobStore blobs) {
    this.clients = clients;
    this.blobs = blobs;
  }

  /** Takes each record in turn. */
  public interface Reader {

    /** Reads a record whose value is its body, wherever that lay. */
    void read(SourceRecord record) throws IOException;
  }

  /**
   * Waits until no transaction is open on {@code topic}: a commit is visible a moment after the job
   * that made it has ended. Only for a topic that nobody writes to any more.
   *
   * @throws IOException in one line when {@code patience} is over
   */
  public void awaitCommits(String topic, Duration patience)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    try (KafkaAdmin admin = KafkaAdmin.connect(clients)) {
      while (true) {
        Map<TopicPartition, Long> written = admin.ends(topic, IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, Long> committed = admin.ends(topic, IsolationLevel.READ_COMMITTED);
        if (written.equals(committed)) {
          return;
        }
        if (System.nanoTime() - deadline > 0) {
          throw new IOException(
              "topic %s: a transaction is still open after %d s, what follows it cannot be read"
                  .formatted(topic, patience.toSeconds()));
        }
        TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
      }
    }
  }

  /**
   * Writes the values of {@code topic} to {@code file}, one a line.
   *
   * @return how many there were
   */
  public long toLines(String topic, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      return forEach(
          topic,
          record -> {
            requireOneLine(record);
            out.write(record.value());
            out.write('\n');
          });
    }
  }

  /**
   * Writes the values of {@code topic}, one a line, each to the file of its kind ({@link
   * Headers#KIND}), in one pass. Every file is there afterwards, empty where nothing was of its
   * kind.
   *
   * @param files the file of each kind
   * @param otherwise the kind of what does not name its own, one of {@code files}
   * @return how many there were of each kind of {@code files}
   * @throws IOException in one line for a kind that is none of {@code files}
   */
  public Map<String, Long> toLines(String topic, Map<String, Path> files, String otherwise)
      throws IOException {
    try (LinesByKind lines = new LinesByKind(files, otherwise)) {
      forEach(topic, lines::write);
      return lines.counts();
    }
  }

  /**
   * Hands every committed record of {@code topic} to {@code reader}.
   *
   * @return how many there were
   */
  public long forEach(String topic, Reader reader) throws IOException {
    return forEach(topic, ends(topic), null, reader);
  }

  /**
   * Hands the committed records to {@code reader} that lie in the one partition where records of
   * {@code key} lie, those of other keys among them; a whole topic is read where the user's options
   * name a partitioner of their own. Records from before the topic got more partitions may lie
   * elsewhere: who finds less than there should be reads the whole topic.
   *
   * @return how many there were
   */
  public long forEachNear(String topic, byte[] key, Reader reader) throws IOException {
    Map<TopicPartition, Long> ends = ends(topic);
    if (!clients.properties().containsKey(ProducerConfig.PARTITIONER_CLASS_CONFIG)) {
      var home = new TopicPartition(topic, partitionOf(key, ends.size()));
      ends.keySet().retainAll(Set.of(home));
    }
    return forEach(topic, ends, null, reader);
  }

  /**
   * Hands the committed records to {@code reader} that were written at {@code since} or later, by
   * the records' own times.
   *
   * @return how many there were
   */
  public long forEachSince(String topic, Instant since, Reader reader) throws IOException {
    return forEach(topic, ends(topic), since, reader);
  }

  private Map<TopicPartition, Long> ends(String topic) throws IOException {
    try (KafkaAdmin admin = KafkaAdmin.connect(clients)) {
      return admin.ends(topic, IsolationLevel.READ_COMMITTED);
    }
  }

  private long forEach(
      String topic, Map<TopicPartition, Long> ends, @Nullable Instant since, Reader reader)
      throws IOException {
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      return read(consumer, ends, since, reader, blobs);
    } catch (KafkaException e) {
      throw new IOException("cannot read topic " + topic + ": " + e.getMessage(), e);
    }
  }

  /** Where Kafka's producers put a key that no partitioner of a user's is asked about. */
  static int partitionOf(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  static long read(
      Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> ends,
      Reader reader,
      @Nullable BlobStore blobs)
      throws IOException {
    return read(consumer, ends, null, reader, blobs);
  }

  static long read(
      Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> ends,
      @Nullable Instant since,
      Reader reader,
      @Nullable BlobStore blobs)
      throws IOException {
    consumer.assign(ends.keySet());
    seek(consumer, ends, since);
    SourceRecordSchema schema = new SourceRecordSchema();
    long count = 0;
    long lastProgress = System.nanoTime();
    while (!reached(consumer, ends)) {
      var records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
          SourceRecord read = schema.read(record);
          reader.read(blobs == null ? read : withBody(read, blobs));
          count++;
        }
      }
      if (!records.isEmpty()) {
        lastProgress = System.nanoTime();
      } else if (System.nanoTime() - lastProgress > SILENCE.toNanos()) {
        throw new IOException(
            "cannot read on in %s: nothing came for %d s after %d records"
                .formatted(ends.keySet(), SILENCE.toSeconds(), count));
      }
    }
    return count;
  }

  /** The record with its body in place of a reference. */
  static SourceRecord withBody(SourceRecord record, BlobStore blobs) throws IOException {
    byte[] reference = record.headers().get(Headers.BLOB);
    if (reference == null || record.value().length > 0) {
      return record;
    }
    byte[] tenant = record.headers().get(Headers.TENANT);
    String owner =
        tenant == null ? Task.DEFAULT_TENANT : new String(tenant, StandardCharsets.UTF_8);
    BlobRef ref = BlobRef.parse(new String(reference, StandardCharsets.UTF_8));
    try (InputStream body = blobs.open(owner, ref)) {
      return new SourceRecord(
          record.topic(),
          record.partition(),
          record.offset(),
          record.timestamp(),
          record.key(),
          body.readAllBytes(),
          record.headers());
    }
  }

  private static void seek(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, @Nullable Instant since) {
    if (since == null) {
      consumer.seekToBeginning(ends.keySet());
      return;
    }
    Map<TopicPartition, Long> times = new HashMap<>();
    ends.keySet().forEach(partition -> times.put(partition, since.toEpochMilli()));
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, found) ->
                consumer.seek(partition, found == null ? ends.get(partition) : found.offset()));
  }

  private static boolean reached(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  static void requireOneLine(SourceRecord record) throws IOException {
    for (byte b : record.value()) {
      if (b == '\n' || b == '\r') {
        throw new IOException(
            "%s/%d@%d: one line expected, the value has a line break"
                .formatted(record.topic(), record.partition(), record.offset()));
      }
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    Properties properties = clients.clientProperties();
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    return new KafkaConsumer<>(properties, bytes, bytes);
  }
}
