package io.taskweir.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.state.Json;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import io.taskweir.state.TaskTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchSilenceTest {

  private KeyedOneInputStreamOperatorTestHarness<Tuple2<Long, Long>, Task<Reading>, Task<Silence>>
      harness;
  private final List<Task<Silence>> said = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    start(null);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void reportsASensorThatFellSilentOnce() throws Exception {
    everyTenSeconds("s", 0, 40);
    watermark(89);
    assertThat(said()).isEmpty();
    watermark(90);
    watermark(10_000);

    assertThat(said()).containsExactly(silence("default", "s", 1, 40, 10, 90, null));
  }

  @Test
  void reportsItsReturn() throws Exception {
    everyTenSeconds("s", 0, 40);
    watermark(90);
    reading("s", 95);
    reading("s", 105);

    assertThat(said())
        .containsExactly(
            silence("default", "s", 1, 40, 10, 90, null),
            silence("default", "s", 2, 40, 10, 90, 95));
  }

  @Test
  void reportsBothWhereTheReturnShowsTheGap() throws Exception {
    everyTenSeconds("s", 0, 40);
    reading("s", 91);

    assertThat(said())
        .containsExactly(
            silence("default", "s", 1, 40, 10, 90, null),
            silence("default", "s", 2, 40, 10, 90, 91));
  }

  @Test
  void waitsForTheWholeOfTheTime() throws Exception {
    everyTenSeconds("s", 0, 40);
    reading("s", 90);
    watermark(90);

    assertThat(said()).isEmpty();
  }

  @Test
  void reportsEachSilenceOfASensor() throws Exception {
    everyTenSeconds("s", 0, 40);
    watermark(100);
    everyTenSeconds("s", 110, 150);
    watermark(200);

    assertThat(said())
        .containsExactly(
            silence("default", "s", 1, 40, 10, 90, null),
            silence("default", "s", 2, 40, 10, 90, 110),
            silence("default", "s", 1, 150, 10, 200, null));
  }

  @Test
  void judgesNothingBeforeThreeIntervals() throws Exception {
    everyTenSeconds("s", 0, 20);
    watermark(100_000);
    assertThat(said()).isEmpty();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void takesTheMedianOfTheIntervalsForUsual() throws Exception {
    for (int time : new int[] {0, 1, 3, 103, 106}) {
      reading("s", time);
    }
    watermark(10_000);

    assertThat(said()).extracting(Silence::usualIntervalMs).containsExactly(2_500L);
  }

  @Test
  void forgetsIntervalsOfLongAgo() throws Exception {
    everyTenSeconds("s", 0, 200);
    for (int i = 1; i <= 16; i++) {
      reading("s", 200 + i);
    }
    watermark(10_000);

    assertThat(said()).containsExactly(silence("default", "s", 1, 216, 1, 221, null));
  }

  @Test
  void adaptsToASensorThatSlowsDown() throws Exception {
    everyTenSeconds("s", 0, 200);
    for (int i = 1; i <= 20; i++) {
      reading("s", 200 + i * 100);
    }

    assertThat(said()).hasSize(2 * 8);
  }

  @Test
  void passesOverReadingsThatAreNotInOrder() throws Exception {
    everyTenSeconds("s", 0, 40);
    reading("s", 35);
    reading("s", 40);
    reading("s", 5);
    watermark(90);
    reading("s", 38);

    assertThat(said()).containsExactly(silence("default", "s", 1, 40, 10, 90, null));
  }

  @Test
  void takesAnotherPatienceOrNone() throws Exception {
    for (int time = 0; time <= 40; time += 10) {
      process(task("default", new Reading("quick", time * 1_000L, 1, null, null, null, 2)));
      process(task("default", new Reading("never", time * 1_000L, 1, null, null, null, 0)));
    }
    watermark(100_000);

    assertThat(said()).containsExactly(silence("default", "quick", 1, 40, 10, 60, null));
  }

  @Test
  void takesTheEndOfTheInputForNoSilence() throws Exception {
    everyTenSeconds("s", 0, 40);
    harness.processWatermark(Long.MAX_VALUE);

    assertThat(said()).isEmpty();
  }

  @Test
  void tellsTenantsApart() throws Exception {
    for (int time = 0; time <= 40; time += 10) {
      process(task("blue", reading("s", time, 5)));
      if (time <= 30) {
        process(task("red", reading("s", time, 5)));
      }
    }
    watermark(1_000);

    assertThat(said())
        .containsExactlyInAnyOrder(
            silence("blue", "s", 1, 40, 10, 90, null), silence("red", "s", 1, 30, 10, 80, null));
    assertThat(said).extracting(Task::tenant).containsExactlyInAnyOrder("blue", "red");
  }

  @Test
  void givesEachVersionATaskOfItsOwnInOneRun() throws Exception {
    everyTenSeconds("s", 0, 40);
    reading("s", 1_000);

    Task<Silence> first = said.get(0);
    Task<Silence> second = said.get(1);
    assertThat(first.root()).isEqualTo(second.root()).isEqualTo(silenceId("default", "s", 40));
    assertThat(first.id()).isNotEqualTo(second.id());
    assertThat(first.id()).isEqualTo(first.root().child(TaskId.slot("watch-silence", "", "v1", 0)));
    assertThat(first.deadline()).isEqualTo(Task.NO_DEADLINE);
  }

  @Test
  void keepsOneTimerASensor() throws Exception {
    for (int time = 0; time <= 1_000; time++) {
      reading("s", time);
      reading("t", time);
      if (time % 7 == 0) {
        watermark(time - 1);
      }
    }

    assertThat(harness.numEventTimeTimers()).isEqualTo(2);
  }

  @Test
  void setsItsTimerEarlierWhereASensorSpeedsUp() throws Exception {
    for (int time : new int[] {0, 100, 200, 300}) {
      reading("s", time);
    }
    for (int time = 301; time <= 310; time++) {
      reading("s", time);
    }
    assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    watermark(315);

    assertThat(said()).containsExactly(silence("default", "s", 1, 310, 1, 315, null));
  }

  @Test
  void goesOnAfterARestore() throws Exception {
    everyTenSeconds("s", 0, 40);
    everyTenSeconds("t", 0, 40);
    reading("t", 85);
    watermark(90);
    restart();
    watermark(100);
    assertThat(said()).containsExactly(silence("default", "s", 1, 40, 10, 90, null));

    reading("s", 110);
    watermark(135);
    assertThat(said().subList(1, 3))
        .containsExactly(
            silence("default", "s", 2, 40, 10, 90, 110),
            silence("default", "t", 1, 85, 10, 135, null));
  }

  @Test
  void goesOnAfterADrainThatFiredItsTimer() throws Exception {
    everyTenSeconds("s", 0, 40);
    harness.processWatermark(Long.MAX_VALUE);
    restart();
    watermark(90);
    everyTenSeconds("s", 100, 120);
    said.clear();
    watermark(1_000);

    assertThat(said()).containsExactly(silence("default", "s", 1, 120, 10, 170, null));
  }

  @Test
  void forgetsASensorAfterItsTtl() throws Exception {
    Duration lifetime = Duration.ofDays(90);
    everyTenSeconds("s", 0, 40);
    harness.setStateTtlProcessingTime(lifetime.toMillis() - 1);
    watermark(90);
    assertThat(said()).hasSize(1);

    harness.setStateTtlProcessingTime(2 * lifetime.toMillis());
    reading("s", 100);
    assertThat(said()).hasSize(1);
  }

  @Test
  void countsItsTtlFromTheLastReading() throws Exception {
    Duration lifetime = Duration.ofDays(90);
    everyTenSeconds("s", 0, 30);
    harness.setStateTtlProcessingTime(lifetime.toMillis() - 1);
    reading("s", 40);
    harness.setStateTtlProcessingTime(2 * lifetime.toMillis() - 2);
    watermark(90);

    assertThat(said()).hasSize(1);
  }

  @Test
  void saysNothingOfASensorThatIsForgotten() throws Exception {
    everyTenSeconds("s", 0, 40);
    harness.setStateTtlProcessingTime(Duration.ofDays(90).toMillis());
    watermark(1_000);

    assertThat(said()).isEmpty();
  }

  @Test
  void writesALineOfJson() throws Exception {
    String id = silenceId("default", "s", 40).hex();

    assertThat(Json.write(silence("default", "s", 2, 40, 10, 90, 100)))
        .isEqualTo(
            "{\"id\":\""
                + id
                + "\",\"root\":\""
                + id
                + "\",\"tenant\":\"default\",\"version\":2,\"sensor\":\"s\","
                + "\"last_seen\":\"1970-01-01T00:00:40Z\",\"usual_interval_ms\":10000,"
                + "\"silent_since\":\"1970-01-01T00:01:30Z\","
                + "\"returned_at\":\"1970-01-01T00:01:40Z\"}");
  }

  private void start(@Nullable OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new WatchSilence("watch-silence")),
            StageKeySelector.byPayload(Reading::key, false),
            StageKeySelector.TYPE);
    harness.getExecutionConfig().enableObjectReuse();
    harness.setup(
        TaskTypeInfo.ofPayload(Silence.class)
            .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  private void restart() throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    said();
    harness.close();
    start(state);
  }

  /** All that was reported so far, in order. */
  private List<Silence> said() {
    said.addAll(harness.extractOutputValues());
    harness.getOutput().clear();
    return said.stream().map(Task::payload).toList();
  }

  private void everyTenSeconds(String sensor, int from, int to) throws Exception {
    for (int time = from; time <= to; time += 10) {
      reading(sensor, time);
    }
  }

  private void reading(String sensor, int seconds) throws Exception {
    process(task("default", reading(sensor, seconds, 5)));
  }

  private void process(Task<Reading> task) throws Exception {
    harness.processElement(task, task.payload().timestamp());
    said();
  }

  private void watermark(int seconds) throws Exception {
    harness.processWatermark(seconds * 1_000L);
    said();
  }

  private static Reading reading(String sensor, int seconds, int silenceAfter) {
    return new Reading(sensor, seconds * 1_000L, 1, null, null, null, silenceAfter);
  }

  private static Task<Reading> task(String tenant, Reading reading) {
    return Task.root(new TaskId(1, 2), tenant, 3, 4, null, reading);
  }

  private static TaskId silenceId(String tenant, String sensor, int lastSeen) {
    return TaskId.derive("silence", tenant, sensor, lastSeen + "000");
  }

  /** A silence; all times in seconds. */
  private static Silence silence(
      String tenant,
      String sensor,
      int version,
      int lastSeen,
      int usual,
      int since,
      @Nullable Integer returned) {
    String id = silenceId(tenant, sensor, lastSeen).hex();
    return new Silence(
        id,
        id,
        tenant,
        version,
        sensor,
        Instant.ofEpochSecond(lastSeen),
        usual * 1_000L,
        Instant.ofEpochSecond(since),
        returned == null ? null : Instant.ofEpochSecond(returned));
  }
}
