package io.taskweir.bench.course;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/**
 * Kafka Streams for one heat: exactly once, a commit every ten seconds, RocksDB, a thread a
 * partition. It never ends by itself, and a window of it closes only with a later record: when all
 * of the input has passed, one record of the far future goes into each partition of {@link
 * #lastTopic}. Settings: every one of Kafka Streams' by its name after {@code streams.}.
 */
public final class StreamsRun {

  private static final String STREAMS = "streams.";
  private static final long LOOK_MILLIS = 200;
  private static final byte[] NO_KEY = {};

  private final Course course;
  private final String application;

  private StreamsRun(Course course) {
    this.course = course;
    this.application = course.side("streams");
  }

  /** Prepares one. */
  public static StreamsRun of(Course course) {
    return new StreamsRun(course);
  }

  /** Where the records that close the last windows come from. */
  public String lastTopic() {
    return application + "-last";
  }

  /**
   * Runs to the end of the input.
   *
   * @param topology what is run
   * @param between the topics in it through which everything from the input passes, in order
   * @param last the value of the records that close the last windows
   */
  public Checkpoints run(Topology topology, List<String> between, byte[] last) throws Exception {
    try (Admin admin = Admin.create(course.clients().clientProperties())) {
      admin
          .createTopics(List.of(new NewTopic(lastTopic(), course.parallelism(), (short) 1)))
          .all()
          .get();
      try (var streams = new KafkaStreams(topology, settings())) {
        streams.setUncaughtExceptionHandler(
            failure -> {
              System.err.println("Exception in Kafka Streams: " + failure);
              Runtime.getRuntime().halt(1);
              return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
        streams.start();
        awaitPassed(admin, course.input());
        for (String topic : between) {
          awaitPassed(admin, application + "-" + topic);
        }
        end(last);
        awaitPassed(admin, lastTopic());
      }
      clear(admin);
    }
    return Checkpoints.NONE;
  }

  private Properties settings() {
    Properties all = course.clients().clientProperties();
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 10_000);
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, course.parallelism());
    all.put(StreamsConfig.STATE_DIR_CONFIG, course.folder().resolve("streams").toString());
    all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    all.put(StreamsConfig.producerPrefix("compression.type"), "lz4");
    all.put(StreamsConfig.producerPrefix("transaction.timeout.ms"), 600_000);
    all.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    all.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailExceptionHandler.class);
    all.putAll(course.under(STREAMS));
    return all;
  }

  /** Until the application has committed that it has read all that a topic holds. */
  private void awaitPassed(Admin admin, String topic) throws Exception {
    List<TopicPartition> partitions =
        IntStream.range(0, course.parallelism())
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .toList();
    Map<TopicPartition, Long> ends = ends(admin, partitions);
    while (!passed(admin, partitions).equals(ends)) {
      Thread.sleep(LOOK_MILLIS);
      ends = ends(admin, partitions);
    }
  }

  private static Map<TopicPartition, Long> ends(Admin admin, Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    var latest =
        admin
            .listOffsets(
                partitions.stream()
                    .collect(Collectors.toMap(Function.identity(), one -> OffsetSpec.latest())))
            .all()
            .get();
    return latest.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  private Map<TopicPartition, Long> passed(Admin admin, Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(application).partitionsToOffsetAndMetadata().get();
    return partitions.stream()
        .filter(committed::containsKey)
        .collect(Collectors.toMap(Function.identity(), one -> committed.get(one).offset()));
  }

  private void end(byte[] last) throws IOException, InterruptedException {
    var bytes = new ByteArraySerializer();
    try (var producer = new KafkaProducer<>(course.clients().clientProperties(), bytes, bytes)) {
      for (int partition = 0; partition < course.parallelism(); partition++) {
        producer.send(new ProducerRecord<>(lastTopic(), partition, NO_KEY, last)).get();
      }
    } catch (ExecutionException e) {
      throw new IOException("the last records could not be written", e.getCause());
    }
  }

  /** Its topics are no answer. */
  private void clear(Admin admin) throws ExecutionException, InterruptedException {
    List<String> own =
        admin.listTopics().names().get().stream()
            .filter(name -> name.startsWith(application))
            .toList();
    admin.deleteTopics(own).all().get();
  }
}
