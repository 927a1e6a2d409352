package io.taskweir.bench.sensors;

import io.taskweir.bench.course.FlinkRun;
import io.taskweir.bench.course.Workload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What both sides share: the input, and the way from bytes to readings.
 *
 * <p>Every sensor measures once a minute, one after another, so each partition is in order of event
 * time and nothing is late. Watermarks are made behind the source: a subtask reads one partition.
 */
public final class Readings {

  /** 2026 in UTC. */
  static final long BEGIN = 1_767_225_600_000L;

  private static final long MINUTE = 60_000;
  private static final Duration OUT_OF_ORDER = Duration.ofSeconds(5);

  private Readings() {}

  /** The input: readings as JSON, {@code keys} a minute. */
  public static byte[] value(long number, long keys) {
    long at = BEGIN + number / keys * MINUTE + number % keys * MINUTE / keys;
    String text =
        "{\"sensor\":\"sensor-"
            + number % keys
            + "\",\"at\":"
            + at
            + ",\"value\":"
            + Workload.mixed(number, 10_000)
            + "}";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static DataStream<Reading> of(FlinkRun flink) {
    return flink
        .input()
        .map((MapFunction<byte[], Reading>) Reading::of)
        .returns(Reading.class)
        .uid("decode")
        .name("decode")
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<Reading>forBoundedOutOfOrderness(OUT_OF_ORDER)
                .withTimestampAssigner((reading, unused) -> reading.at()))
        .uid("event-time")
        .name("event-time");
  }
}
