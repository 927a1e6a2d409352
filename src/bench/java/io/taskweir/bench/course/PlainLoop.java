package io.taskweir.bench.course;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The plainest program from topic to topic: a thread a partition that consumes, works, and produces
 * in a transaction every ten seconds. It keeps no state that would survive it, so nobody would run
 * it; what it costs is what reading, the work and writing cost.
 */
public final class PlainLoop {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final long COMMIT_NANOS = Duration.ofSeconds(10).toNanos();

  private final Course course;
  private final TopicPartition partition;
  private final Work work;

  private PlainLoop(Course course, int partition, Work work) {
    this.course = course;
    this.partition = new TopicPartition(course.input(), partition);
    this.work = work;
  }

  /** What is done in the loop of one partition, by one thread. */
  public interface Work {

    /** Takes a record and says what comes of it. */
    void take(ConsumerRecord<byte[], byte[]> record, Consumer<byte[]> out) throws Exception;

    /** Says what is left when the partition has ended. */
    void end(Consumer<byte[]> out) throws Exception;
  }

  /** Runs a loop for each partition, each with work of its own, to the end of the input. */
  public static Checkpoints run(Course course, Callable<Work> works) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(course.parallelism());
    try {
      List<Future<?>> loops = new ArrayList<>();
      for (int number = 0; number < course.parallelism(); number++) {
        var loop = new PlainLoop(course, number, works.call());
        loops.add(
            threads.submit(
                () -> {
                  loop.run();
                  return null;
                }));
      }
      for (Future<?> loop : loops) {
        loop.get();
      }
    } finally {
      threads.shutdownNow();
    }
    return Checkpoints.NONE;
  }

  private void run() throws Exception {
    try (var consumer = consumer();
        var producer = producer()) {
      // A commit throws what a send before it has failed with.
      Consumer<byte[]> out =
          value -> {
            var unused = producer.send(new ProducerRecord<>(course.output(), value));
          };
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      producer.initTransactions();
      producer.beginTransaction();
      long begun = System.nanoTime();
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          work.take(record, out);
        }
        if (System.nanoTime() - begun > COMMIT_NANOS) {
          commit(consumer, producer);
          producer.beginTransaction();
          begun = System.nanoTime();
        }
      }
      // What was read last counts when more is asked for.
      consumer.poll(Duration.ZERO);
      work.end(out);
      commit(consumer, producer);
    }
  }

  private void commit(KafkaConsumer<?, ?> consumer, KafkaProducer<?, ?> producer) {
    var offset = new OffsetAndMetadata(consumer.position(partition));
    producer.sendOffsetsToTransaction(Map.of(partition, offset), consumer.groupMetadata());
    producer.commitTransaction();
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    var settings = course.clients().clientProperties();
    settings.setProperty("group.id", course.output());
    settings.setProperty("enable.auto.commit", "false");
    settings.setProperty("isolation.level", "read_committed");
    var bytes = new ByteArrayDeserializer();
    return new KafkaConsumer<>(settings, bytes, bytes);
  }

  private KafkaProducer<byte[], byte[]> producer() {
    var settings = course.clients().clientProperties();
    settings.setProperty("transactional.id", course.output() + "-" + partition.partition());
    settings.setProperty("transaction.timeout.ms", "600000");
    settings.setProperty("compression.type", "lz4");
    settings.setProperty("linger.ms", "10");
    var bytes = new ByteArraySerializer();
    return new KafkaProducer<>(settings, bytes, bytes);
  }
}
