package io.taskweir.bench.sensors;

import io.taskweir.bench.course.Checkpoints;
import io.taskweir.bench.course.Course;
import io.taskweir.bench.course.Program;
import io.taskweir.bench.course.StreamsRun;
import io.taskweir.state.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;

/**
 * A peer: windows of Kafka Streams that say what they hold once, when they close.
 *
 * <p>It drops what is later than the grace by the clock of the whole partition, and the threads
 * read the partitions of the input one faster than the other, so the grace is a day.
 */
public final class StreamsHours implements Program {

  private static final String BY_SENSOR = "by-sensor";
  private static final String AFTER_ALL = "";
  private static final Duration GRACE = Duration.ofDays(1);

  /** Later than all windows and their grace, and no future to a broker, which would refuse it. */
  private static final long LATER = Readings.BEGIN + Duration.ofDays(100).toMillis();

  @Override
  public Checkpoints run(Course course) throws Exception {
    StreamsRun run = StreamsRun.of(course);
    var builder = new StreamsBuilder();
    KStream<String, Reading> readings =
        builder.stream(course.input(), from(Serdes.ByteArray(), json()))
            .selectKey((unused, reading) -> reading.sensor())
            .repartition(
                Repartitioned.with(Serdes.String(), compact())
                    .withName(BY_SENSOR)
                    .withNumberOfPartitions(course.parallelism()));
    readings
        .merge(builder.stream(run.lastTopic(), from(Serdes.String(), json())))
        .groupByKey(Grouped.with(Serdes.String(), compact()))
        .windowedBy(TimeWindows.ofSizeAndGrace(Duration.ofMillis(Hour.MILLIS), GRACE))
        .emitStrategy(EmitStrategy.onWindowClose())
        .aggregate(
            Sums::new,
            (sensor, reading, sums) -> sums.add(reading),
            Materialized.with(Serdes.String(), sums()))
        .toStream()
        .filter((window, sums) -> !window.key().equals(AFTER_ALL))
        .map(StreamsHours::line)
        .to(course.output(), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    return run.run(
        builder.build(),
        List.of(BY_SENSOR + "-repartition"),
        Json.writeBytes(new Reading(AFTER_ALL, LATER, 0)));
  }

  private static <K> Consumed<K, Reading> from(Serde<K> key, Serde<Reading> serde) {
    return Consumed.with(key, serde)
        .withTimestampExtractor((record, unused) -> ((Reading) record.value()).at());
  }

  private static KeyValue<byte[], byte[]> line(Windowed<String> window, Sums sums) {
    try {
      return KeyValue.pair(
          null, Json.writeBytes(Hour.of(window.key(), window.window().start(), sums)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Serde<Reading> json() {
    return Serdes.serdeFrom(
        (topic, reading) -> {
          throw new IllegalStateException("nothing is written to " + topic);
        },
        (topic, bytes) -> Reading.of(bytes));
  }

  /** Two numbers and the name, as between two threads of Flink. */
  private static Serde<Reading> compact() {
    return Serdes.serdeFrom(
        (topic, reading) -> {
          byte[] sensor = reading.sensor().getBytes(StandardCharsets.UTF_8);
          return ByteBuffer.allocate(2 * Long.BYTES + sensor.length)
              .putLong(reading.at())
              .putLong(reading.value())
              .put(sensor)
              .array();
        },
        (topic, bytes) -> {
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          long at = buffer.getLong();
          long value = buffer.getLong();
          int begin = buffer.position();
          String sensor = new String(bytes, begin, bytes.length - begin, StandardCharsets.UTF_8);
          return new Reading(sensor, at, value);
        });
  }

  private static Serde<Sums> sums() {
    return Serdes.serdeFrom(
        (topic, sums) -> {
          byte[] sensor = sums.sensor.getBytes(StandardCharsets.UTF_8);
          return ByteBuffer.allocate(4 * Long.BYTES + sensor.length)
              .putLong(sums.number)
              .putLong(sums.total)
              .putLong(sums.least)
              .putLong(sums.most)
              .put(sensor)
              .array();
        },
        (topic, bytes) -> {
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          var sums = new Sums();
          sums.number = buffer.getLong();
          sums.total = buffer.getLong();
          sums.least = buffer.getLong();
          sums.most = buffer.getLong();
          int begin = buffer.position();
          sums.sensor = new String(bytes, begin, bytes.length - begin, StandardCharsets.UTF_8);
          return sums;
        });
  }
}
