package io.taskweir;

import io.taskweir.connectors.blob.FileSystemBlobStore;
import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.connectors.kafka.KafkaFeed;
import io.taskweir.connectors.kafka.Topics;
import io.taskweir.state.Headers;
import io.taskweir.state.Task;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Brings letters to the workflow's topic, in such a way that every run sees the same: a letter's id
 * is its caller's, and equal letters lie in one partition, so that the first of them is the first
 * in every run.
 */
final class Postman {

  private static final String TOPIC = Topics.name("email", "in");
  private static final byte[] EMPTY = {};

  private Postman() {}

  static void deliver(List<Letter> letters, KafkaClients clients, Path blobs) throws Exception {
    FileSystemBlobStore store = new FileSystemBlobStore(blobs.toString());
    Properties properties = clients.clientProperties();
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes)) {
      int partitions = producer.partitionsFor(TOPIC).size();
      Future<RecordMetadata> last = null;
      for (Letter letter : letters) {
        last = producer.send(record(letter, partitions, store));
      }
      producer.flush();
      if (last != null) {
        last.get(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> record(
      Letter letter, int partitions, FileSystemBlobStore blobs) throws Exception {
    int partition = Math.floorMod(Arrays.hashCode(letter.bytes()), partitions);
    boolean inline = letter.bytes().length <= KafkaFeed.INLINE;
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(TOPIC, partition, null, inline ? letter.bytes() : EMPTY);
    add(record, Headers.ID, letter.id());
    add(record, Headers.SOURCE, letter.source());
    if (!letter.tenant().equals(Task.DEFAULT_TENANT)) {
      add(record, Headers.TENANT, letter.tenant());
    }
    if (!inline) {
      add(record, Headers.BLOB, blobs.put(letter.tenant(), letter.bytes()).text());
    }
    return record;
  }

  private static void add(ProducerRecord<byte[], byte[]> record, String header, String value) {
    record.headers().add(header, value.getBytes(StandardCharsets.UTF_8));
  }
}
