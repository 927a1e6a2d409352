package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.engine.Readings.Reading;
import io.taskweir.engine.Readings.Total;
import io.taskweir.engine.internal.ConsolidateOperatorFactory;
import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.engine.internal.TaskArrivals;
import io.taskweir.state.Task;
import io.taskweir.state.TaskTypeInfo;
import java.time.ZoneId;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** A consolidation does not go on with windows that mean something else. */
class LayoutTest {

  @Test
  void goesOnWithTheSameLengthsAndZone() throws Exception {
    OperatorSubtaskState state = state();
    try (var same = harness("1m,1h", "Europe/Berlin")) {
      same.initializeState(state);
      same.open();

      assertThat(same.snapshot(2, 0)).isNotNull();
    }
  }

  @Test
  void refusesOtherLengths() throws Exception {
    OperatorSubtaskState state = state();
    try (var other = harness("1m,1d", "Europe/Berlin")) {
      assertThatThrownBy(() -> other.initializeState(state))
          .hasStackTraceContaining(
              "stage roll-up: its state has windows of 1m,1h in Europe/Berlin, the job declares"
                  + " 1m,1d in Europe/Berlin");
    }
  }

  @Test
  void refusesAnotherZone() throws Exception {
    OperatorSubtaskState state = state();
    try (var other = harness("1m,1h", "UTC")) {
      assertThatThrownBy(() -> other.initializeState(state))
          .hasStackTraceContaining("the job declares 1m,1h in UTC");
    }
  }

  private static OperatorSubtaskState state() throws Exception {
    try (var before = harness("1m,1h", "Europe/Berlin")) {
      before.open();
      return before.snapshot(1, 0);
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<
          Tuple2<Long, Long>, Task<Reading>, Task<Total>>
      harness(String every, String zone) throws Exception {
    var stage =
        Workflow.named("readings")
            .consolidate("roll-up", new Readings())
            .keyBy(Reading::key)
            .every(every)
            .zone(ZoneId.of(zone));
    var spec = stage.spec(TypeInformation.of(Reading.class));
    var arrivals = new TaskArrivals<>(stage.keys());
    KeyedOneInputStreamOperatorTestHarness<Tuple2<Long, Long>, Task<Reading>, Task<Total>> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new ConsolidateOperatorFactory<>(spec, arrivals), arrivals, StageKeySelector.TYPE);
    harness.setup(
        new TaskTypeInfo<>(spec.result())
            .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    return harness;
  }
}
