package io.taskweir.bench.sensors;

import io.taskweir.bench.course.Checkpoints;
import io.taskweir.bench.course.Course;
import io.taskweir.bench.course.Program;
import io.taskweir.state.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The floor: consume, decode, add up on the heap, produce, in a transaction every ten seconds; a
 * thread a partition. It keeps no state that would survive it, and leans on each partition being in
 * order, so nobody would run it; what it costs is what reading and writing cost.
 */
public final class Floor implements Program {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final long COMMIT_NANOS = Duration.ofSeconds(10).toNanos();

  @Override
  public Checkpoints run(Course course) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(course.parallelism());
    try {
      List<Future<Void>> loops =
          IntStream.range(0, course.parallelism())
              .mapToObj(partition -> threads.submit(() -> loop(course, partition)))
              .toList();
      for (Future<Void> loop : loops) {
        loop.get();
      }
    } finally {
      threads.shutdownNow();
    }
    return Checkpoints.NONE;
  }

  private static Void loop(Course course, int number) throws IOException {
    var partition = new TopicPartition(course.input(), number);
    var bytes = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(consumer(course), bytes, bytes);
        var producer = producer(course, number)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      Map<String, Sums> hour = new HashMap<>();
      long start = Long.MIN_VALUE;
      producer.initTransactions();
      producer.beginTransaction();
      long begun = System.nanoTime();
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          Reading reading = Json.mapper().readValue(record.value(), Reading.class);
          long begin = reading.at() - Math.floorMod(reading.at(), Hour.MILLIS);
          if (begin != start) {
            tell(course, producer, hour, start);
            start = begin;
          }
          hour.computeIfAbsent(reading.sensor(), unused -> new Sums()).add(reading);
        }
        if (System.nanoTime() - begun > COMMIT_NANOS) {
          commit(consumer, producer, partition);
          producer.beginTransaction();
          begun = System.nanoTime();
        }
      }
      // What was read last counts when more is asked for.
      consumer.poll(Duration.ZERO);
      tell(course, producer, hour, start);
      commit(consumer, producer, partition);
    }
    return null;
  }

  private static void tell(
      Course course, KafkaProducer<byte[], byte[]> producer, Map<String, Sums> hour, long start)
      throws IOException {
    for (Map.Entry<String, Sums> sensor : hour.entrySet()) {
      byte[] line = Json.writeBytes(Hour.of(sensor.getKey(), start, sensor.getValue()));
      // A commit throws what a send before it has failed with.
      var unused = producer.send(new ProducerRecord<>(course.output(), line));
    }
    hour.clear();
  }

  private static void commit(
      KafkaConsumer<?, ?> consumer, KafkaProducer<?, ?> producer, TopicPartition partition) {
    var offset = new OffsetAndMetadata(consumer.position(partition));
    producer.sendOffsetsToTransaction(Map.of(partition, offset), consumer.groupMetadata());
    producer.commitTransaction();
  }

  private static Properties consumer(Course course) {
    var settings = course.clients().clientProperties();
    settings.setProperty("group.id", course.output());
    settings.setProperty("enable.auto.commit", "false");
    settings.setProperty("isolation.level", "read_committed");
    return settings;
  }

  private static KafkaProducer<byte[], byte[]> producer(Course course, int number) {
    var settings = course.clients().clientProperties();
    settings.setProperty("transactional.id", course.output() + "-" + number);
    settings.setProperty("compression.type", "lz4");
    settings.setProperty("linger.ms", "10");
    var bytes = new ByteArraySerializer();
    return new KafkaProducer<>(settings, bytes, bytes);
  }
}
