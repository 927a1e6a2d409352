package io.taskweir.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.state.Source;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

class StreamTimeTest {

  private static final long IDLE = 30_000;

  private final ManualClock clock = new ManualClock();
  private final List<Long> told = new ArrayList<>();
  private StreamTime time = StreamTime.of(IDLE, clock);

  private final WatermarkOutput output =
      new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
          told.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
          throw new AssertionError("time waits for nobody, so nobody is idle");
        }

        @Override
        public void markActive() {
          throw new AssertionError("time waits for nobody, so nobody is idle");
        }
      };

  @Test
  void isTheLatestThatAnySensorOfAPartitionHasTold() {
    read(10_000);
    read(20_000);
    read(5_000);

    assertThat(told).containsExactly(9_999L, 19_999L);
  }

  @Test
  void isThatOfTheSlowestPartition() {
    read(0, 10_000);
    read(1, 12_000);
    read(1, 90_000);
    assertThat(told).containsExactly(9_999L);

    read(0, 20_000);
    time.onPeriodicEmit(output);

    assertThat(told).containsExactly(9_999L, 19_999L);
  }

  @Test
  void isNotHeldBackByAPartitionFromWhichNothingComes() {
    read(0, 10_000);
    read(1, 12_000);
    clock.advanceTime(Duration.ofMillis(IDLE));
    read(1, 90_000);
    time.onPeriodicEmit(output);

    assertThat(told).containsExactly(9_999L, 89_999L);
  }

  @Test
  void tellsSmallStepsPeriodically() {
    read(10_000);
    read(10_400);
    read(10_800);
    assertThat(told).containsExactly(9_999L);

    time.onPeriodicEmit(output);
    time.onPeriodicEmit(output);

    assertThat(told).containsExactly(9_999L, 10_799L);
  }

  @Test
  void saysNothingBeforeTheFirstReading() {
    clock.advanceTime(Duration.ofHours(1));
    time.onPeriodicEmit(output);

    assertThat(told).isEmpty();
  }

  @Test
  void goesOnWithTheWallClockWhereNothingComes() {
    read(10_000);
    clock.advanceTime(Duration.ofMillis(IDLE - 1));
    time.onPeriodicEmit(output);
    assertThat(told).containsExactly(9_999L);

    clock.advanceTime(Duration.ofMillis(1));
    time.onPeriodicEmit(output);

    assertThat(told).containsExactly(9_999L, 10_000 + IDLE - 1);
  }

  @Test
  void isNeverTakenBackByAReadingAfterTheIdleTime() {
    read(10_000);
    clock.advanceTime(Duration.ofMillis(IDLE));
    time.onPeriodicEmit(output);
    told.clear();

    read(11_500);
    time.onPeriodicEmit(output);

    assertThat(told).isEmpty();
  }

  @Test
  void isWhatTheReadingsSayWhereTheStreamEnds() {
    time = StreamTime.of(Long.MAX_VALUE, clock);
    read(10_000);
    clock.advanceTime(Duration.ofDays(1));
    time.onPeriodicEmit(output);

    assertThat(told).containsExactly(9_999L);
  }

  private void read(long timestamp) {
    read(0, timestamp);
  }

  private void read(int partition, long timestamp) {
    Reading reading = new Reading("s", timestamp, 1, null, null, null, 0);
    TaskId id = TaskId.ofCaller("default", "r" + timestamp);
    time.onEvent(
        Task.root(
            id,
            "default",
            0,
            Task.NO_DEADLINE,
            new Source(null, "readings", partition, 0),
            reading),
        timestamp,
        output);
  }
}
