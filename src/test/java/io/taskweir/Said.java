package io.taskweir;

import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.connectors.kafka.Topics;
import io.taskweir.state.Content;
import io.taskweir.state.Headers;
import io.taskweir.state.Task;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What somebody says of a letter.
 *
 * @param key the record's key: what is said of one letter lies in one partition, in order
 * @param tenant whose letter it is
 * @param at when it was said
 * @param json the record's value
 */
record Said(String key, String tenant, Instant at, String json) {

  private static final String TOPIC = Topics.name("email", Topics.FEEDBACK);

  static Said of(Letter letter, String label, Instant at) {
    String digest = Content.of(letter.bytes()).digest();
    String json = "{\"sha256\":\"%s\",\"label\":\"%s\"}".formatted(digest, label);
    return new Said(digest, letter.tenant(), at, json);
  }

  static void deliver(List<Said> all, KafkaClients clients) throws Exception {
    Properties properties = clients.clientProperties();
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes)) {
      for (Said said : all) {
        Future<RecordMetadata> sent = producer.send(said.record());
        producer.flush();
        sent.get(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }

  private ProducerRecord<byte[], byte[]> record() {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(TOPIC, null, at.toEpochMilli(), utf8(key), utf8(json));
    if (!tenant.equals(Task.DEFAULT_TENANT)) {
      record.headers().add(Headers.TENANT, utf8(tenant));
    }
    return record;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
