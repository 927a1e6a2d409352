package io.taskweir.sensors;

import io.taskweir.state.Task;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.Clock;
import org.apache.flink.util.clock.SystemClock;

/**
 * The time of a stream of readings: what the slowest of its partitions has told. It stands behind
 * what quarantines wild clocks, and it makes nothing late, which each sensor's own clock decides. A
 * partition from which nothing comes for a while holds nobody back.
 *
 * <p>Where no reading comes at all, time goes on with the wall clock, so that the last window of
 * the last sensor is told too, and its silence.
 */
public final class StreamTime implements WatermarkGenerator<Task<Reading>> {

  /** How far time has to go before it is told at once; smaller steps are told periodically. */
  private static final long STEP_MILLIS = 1_000;

  private static final long NEVER = Long.MIN_VALUE;
  private static final int NO_PARTITION = -1;

  private final long idleMillis;
  private final Clock clock;
  private final Map<Integer, Heard> partitions = new HashMap<>();
  private long slowest = NEVER;
  private long told = NEVER;

  /** What a partition has told last. */
  private static final class Heard {
    private long time = NEVER;
    private long at;
  }

  private StreamTime(long idleMillis, Clock clock) {
    this.idleMillis = idleMillis;
    this.clock = clock;
  }

  /**
   * Time for a stream that has no end.
   *
   * @param idle how long nothing must come from a partition until it holds nobody back
   */
  public static WatermarkStrategy<Task<Reading>> withoutEnd(Duration idle) {
    return strategy(idle.toMillis());
  }

  /** Time for a stream that ends: it is what the readings say, however long the run takes. */
  public static WatermarkStrategy<Task<Reading>> bounded() {
    return strategy(Long.MAX_VALUE);
  }

  static StreamTime of(long idleMillis, Clock clock) {
    return new StreamTime(idleMillis, clock);
  }

  @Override
  public void onEvent(Task<Reading> task, long timestamp, WatermarkOutput output) {
    int partition = task.source() == null ? NO_PARTITION : task.source().partition();
    Heard heard = partitions.computeIfAbsent(partition, unused -> new Heard());
    heard.at = clock.relativeTimeMillis();
    if (timestamp > heard.time) {
      boolean wasSlowest = heard.time <= slowest;
      heard.time = timestamp;
      if (wasSlowest) {
        slowest = slowest(NEVER);
        if (told == NEVER || slowest - told >= STEP_MILLIS) {
          tell(slowest, output);
        }
      }
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (!partitions.isEmpty()) {
      long now = clock.relativeTimeMillis();
      long heardSince = idleMillis == Long.MAX_VALUE ? NEVER : now - idleMillis;
      slowest = slowest(heardSince);
      tell(slowest == Long.MAX_VALUE ? goneOn(now) : slowest, output);
    }
  }

  /**
   * The time of the slowest partition that was heard after {@code since}; the end where none was.
   */
  private long slowest(long since) {
    long least = Long.MAX_VALUE;
    for (Heard heard : partitions.values()) {
      if (since == NEVER || heard.at > since) {
        least = Math.min(least, heard.time);
      }
    }
    return least;
  }

  /** All are silent: the time of the fastest, and what has passed since it was heard. */
  private long goneOn(long now) {
    long most = NEVER;
    for (Heard heard : partitions.values()) {
      most = Math.max(most, heard.time + now - heard.at);
    }
    return most;
  }

  private void tell(long time, WatermarkOutput output) {
    if (time > told) {
      told = time;
      output.emitWatermark(new Watermark(time - 1));
    }
  }

  private static WatermarkStrategy<Task<Reading>> strategy(long idleMillis) {
    return WatermarkStrategy.<Task<Reading>>forGenerator(
            context -> new StreamTime(idleMillis, SystemClock.getInstance()))
        .withTimestampAssigner((task, unused) -> task.payload().timestamp());
  }
}
