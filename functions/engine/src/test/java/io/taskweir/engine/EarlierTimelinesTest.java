package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.taskweir.engine.Readings.Reading;
import io.taskweir.engine.Readings.Sum;
import io.taskweir.engine.Readings.Total;
import io.taskweir.engine.RestartedStage.Backend;
import io.taskweir.engine.internal.Bundling;
import io.taskweir.engine.internal.Payloads;
import io.taskweir.state.Lifetime;
import io.taskweir.state.Task;
import io.taskweir.state.Timeline;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Timelines of a build that kept what the finest window holds apart from them go on. */
class EarlierTimelinesTest {

  private static final Duration KEEP = Duration.ofDays(400);
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  private static ConsolidationStage<Reading, ?, Total> stage() {
    return Workflow.named("readings")
        .consolidate("roll-up", new Readings())
        .keyBy(Reading::key)
        .every("1m,1h");
  }

  /** A consolidation as the first builds left it after one reading in its second minute. */
  private static final class Earlier
      extends KeyedProcessFunction<Tuple2<Long, Long>, Task<Reading>, Void> {

    private static final long serialVersionUID = 1L;

    private static final TypeInformation<Sum> SUM = TypeInformation.of(Sum.class);

    private transient ValueState<Timeline<Sum>> timeline;
    private transient MapState<Long, Sum> delta;

    @Override
    public void open(OpenContext context) {
      timeline =
          getRuntimeContext()
              .getState(
                  Lifetime.since(
                      new ValueStateDescriptor<>(
                          "timeline", Bytes.without("finest", Payloads.timeline(SUM))),
                      KEEP));
      delta =
          getRuntimeContext()
              .getMapState(
                  Lifetime.since(new MapStateDescriptor<>("delta", Types.LONG, SUM), KEEP));
    }

    @Override
    public void processElement(Task<Reading> task, Context context, Collector<Void> out)
        throws Exception {
      long minute = 2 * MINUTE * 8;
      long hour = HOUR * 8 + 1;
      Readings readings = new Readings();
      delta.put(minute, readings.add(new Sum(), task.payload()));
      delta.put(hour, readings.add(new Sum(), new Reading(task.payload().key(), 0, 100)));
      long[] pending = {minute, hour};
      timeline.update(
          new Timeline<>(task.tenant(), task.payload().time(), 2 * MINUTE, pending, null));
    }
  }

  private static Subtasks.Snapshot written(Backend backend, String... keys) throws Exception {
    List<Task<Reading>> tasks =
        Arrays.stream(keys)
            .map(key -> StageHarness.task(key, new Reading(key, MINUTE + 1, 1)))
            .toList();
    return EarlierState.written(new Earlier(), stage().keys(), backend, tasks);
  }

  /** The first goes on in its minute, the second one later, both over another restart. */
  @ParameterizedTest
  @EnumSource
  void saysWhatWasLeftUnsaid(Backend backend) throws Exception {
    Subtasks.Snapshot written = written(backend, "a", "b");
    try (var stage =
        ConsolidationHarness.of(stage(), Reading.class, Bundling.DEFAULT, backend.make())) {
      stage.subtasks.start(1, 0, written);
      send(stage, "a", 0, 7);
      assertThat(stage.deadLetters()).as("late by a clock that it did not write").hasSize(1);
      send(stage, "a", MINUTE + 2, 10);
      stage.restart(1);
      send(stage, "a", MINUTE + 3, 20);
      stage.restart(1);
      assertThat(stage.results()).isEmpty();

      send(stage, "a", 2 * MINUTE, 40);
      send(stage, "b", 2 * MINUTE, 50);
      stage.restart(1);
      assertThat(stage.results())
          .extracting(Total::every, Total::count, Total::sum)
          .containsExactlyInAnyOrder(sums("1m", 3, 31), sums("1m", 1, 1));

      stage.end();
      assertThat(stage.results().subList(2, 6))
          .extracting(Total::every, Total::count, Total::sum)
          .containsExactlyInAnyOrder(
              sums("1m", 1, 40), sums("1m", 1, 50), sums("1h", 5, 171), sums("1h", 3, 151));
    }
  }

  /** What moves into the timeline is not added a second time from where it lay. */
  @ParameterizedTest
  @EnumSource
  void movesWhatTheFinestWindowHolds(Backend backend) throws Exception {
    Subtasks.Snapshot written = written(backend, "a", "b");
    try (var stage =
        ConsolidationHarness.of(
            stage(), Reading.class, new Bundling(1, 1_000, 64), backend.make())) {
      stage.subtasks.start(1, 0, written);
      for (int value = 10; value < 15; value++) {
        send(stage, "a", MINUTE + value, value);
      }
      send(stage, "a", 2 * HOUR, 1);
      send(stage, "b", 2 * HOUR, 1);

      assertThat(stage.results())
          .extracting(Total::every, Total::count, Total::sum)
          .containsExactly(
              sums("1m", 6, 61), sums("1h", 7, 161), sums("1m", 1, 1), sums("1h", 2, 101));
      assertThat(stage.subtasks.keysIn("delta")).as("left behind").isZero();
    }
  }

  private static void send(
      ConsolidationHarness<Reading, Total> stage, String key, long time, long value)
      throws Exception {
    stage.send(key + "@" + time, new Reading(key, time, value));
  }

  private static Tuple sums(String every, long count, long sum) {
    return tuple(every, count, sum);
  }
}
