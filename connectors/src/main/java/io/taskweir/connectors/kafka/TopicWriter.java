package io.taskweir.connectors.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Writes lines of text under keys to a topic. A line that is written twice lies there twice, unless
 * the topic is compacted: so each key names all that its line is about.
 *
 * <p>For one thread. A failure is thrown by a later call, {@link #finish} at the latest.
 */
public final class TopicWriter implements AutoCloseable {

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  TopicWriter(Producer<byte[], byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /** A writer of {@code topic}, which must be there. */
  public static TopicWriter connect(KafkaClients clients, String topic) {
    return new TopicWriter(KafkaFeed.producer(clients), topic);
  }

  /** Writes a line. */
  public void write(String key, String line) throws IOException {
    throwFailure();
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    byte[] value = line.getBytes(StandardCharsets.UTF_8);
    try {
      // The callback tells what became of it; nobody waits for one record.
      var unused =
          producer.send(
              new ProducerRecord<>(topic, keyBytes, value),
              (metadata, thrown) -> {
                if (thrown != null) {
                  failure.compareAndSet(null, thrown);
                }
              });
    } catch (KafkaException e) {
      throw cannotWrite(e);
    }
  }

  /** Waits until every line has arrived. */
  public void finish() throws IOException {
    producer.flush();
    throwFailure();
  }

  @Override
  public void close() {
    producer.close();
  }

  private void throwFailure() throws IOException {
    Exception thrown = failure.get();
    if (thrown != null) {
      throw cannotWrite(thrown);
    }
  }

  private IOException cannotWrite(Exception thrown) {
    return new IOException("cannot write to " + topic + ": " + thrown.getMessage(), thrown);
  }
}
