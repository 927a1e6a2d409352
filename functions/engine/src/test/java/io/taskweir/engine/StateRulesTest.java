package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.state.Lifetime;
import java.time.Duration;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/**
 * What Flink restores of states as such: the facts that the report of an upgrade goes by, where
 * they are not those of a record.
 */
class StateRulesTest {

  private static final Duration HOUR = Duration.ofHours(1);

  /** Uses states; what it says goes out. */
  private interface Use {
    String of(KeyedStateStore keyed, OperatorStateStore operator) throws Exception;
  }

  /** Uses its states for each record, under the key that the record is. */
  private static final class Using extends AbstractStreamOperator<String>
      implements OneInputStreamOperator<String, String> {

    private static final long serialVersionUID = 1L;

    private final transient Use use;
    private transient StateInitializationContext states;

    Using(Use use) {
      this.use = use;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
      super.initializeState(context);
      states = context;
    }

    @Override
    public void processElement(StreamRecord<String> element) throws Exception {
      String said = use.of(states.getKeyedStateStore(), states.getOperatorStateStore());
      output.collect(new StreamRecord<>(said));
    }
  }

  /** What a run leaves behind, and what it said. */
  private record Result(OperatorSubtaskState state, String said) {}

  private static OperatorSubtaskState written(Use use) throws Exception {
    return run(null, 0, use).state();
  }

  private static String read(OperatorSubtaskState state, Duration at, Use use) throws Exception {
    return run(state, at.toMillis(), use).said();
  }

  private static Result run(OperatorSubtaskState state, long now, Use use) throws Exception {
    try (var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(new Using(use), text -> text, Types.STRING)) {
      harness.setStateBackend(new EmbeddedRocksDBStateBackend());
      harness.setup();
      harness.setProcessingTime(now);
      harness.setStateTtlProcessingTime(now);
      harness.initializeState(state);
      harness.open();
      harness.processElement(new StreamRecord<>("k"));
      return new Result(harness.snapshot(1, 1), harness.extractOutputValues().get(0));
    }
  }

  private static ValueStateDescriptor<Long> value() {
    return new ValueStateDescriptor<>("s", Types.LONG);
  }

  private static MapStateDescriptor<String, Long> map() {
    return new MapStateDescriptor<>("s", Types.STRING, Types.LONG);
  }

  private static Use write(ValueStateDescriptor<Long> descriptor) {
    return (keyed, operator) -> {
      keyed.getState(descriptor).update(7L);
      return "";
    };
  }

  private static Use look(ValueStateDescriptor<Long> descriptor) {
    return (keyed, operator) -> String.valueOf(keyed.getState(descriptor).value());
  }

  @Test
  void aLifetimeMayBeginAndThenBeginsAtTheRestore() throws Exception {
    OperatorSubtaskState state = written(write(value()));

    Result restored = run(state, HOUR.toMillis() * 5, look(Lifetime.since(value(), HOUR)));

    assertThat(restored.said()).isEqualTo("7");
    assertThat(
            read(
                restored.state(),
                HOUR.multipliedBy(6).plusMillis(1),
                look(Lifetime.since(value(), HOUR))))
        .isEqualTo("null");
  }

  @Test
  void aLifetimeMayEnd() throws Exception {
    OperatorSubtaskState state = written(write(Lifetime.since(value(), HOUR)));

    assertThat(read(state, HOUR.multipliedBy(9), look(value()))).isEqualTo("7");
  }

  @Test
  void aShorterLifetimeHoldsForWhatIsThere() throws Exception {
    OperatorSubtaskState state = written(write(Lifetime.since(value(), HOUR.multipliedBy(9))));

    assertThat(read(state, HOUR, look(Lifetime.since(value(), HOUR.multipliedBy(2)))))
        .isEqualTo("7");
    assertThat(read(state, HOUR.multipliedBy(2), look(Lifetime.since(value(), HOUR))))
        .isEqualTo("null");
  }

  @Test
  void aStateOfAnotherKindIsRefused() throws Exception {
    OperatorSubtaskState state = written(write(value()));

    assertThatThrownBy(
            () ->
                read(
                    state,
                    HOUR,
                    (keyed, operator) -> String.valueOf(keyed.getMapState(map()).get("a"))))
        .hasStackTraceContaining("Incompatible key/value state types");
  }

  /** One version of a map's key. */
  public record Before(String a) {}

  @Test
  void anotherTypeOfMapKeyIsRefused() throws Exception {
    OperatorSubtaskState state =
        written(
            (keyed, operator) -> {
              keyed.getMapState(map()).put("a", 7L);
              return "";
            });
    var byRecord = new MapStateDescriptor<>("s", TypeInformation.of(Before.class), Types.LONG);

    assertThatThrownBy(
            () ->
                read(
                    state,
                    HOUR,
                    (keyed, operator) ->
                        String.valueOf(keyed.getMapState(byRecord).get(new Before("a")))))
        .hasStackTraceContaining("incompatible");
  }

  @Test
  void anotherDistributionOfOperatorStateIsRefused() throws Exception {
    var list = new ListStateDescriptor<>("s", Types.STRING);
    OperatorSubtaskState state =
        written(
            (keyed, operator) -> {
              operator.getListState(list).add("a");
              return "";
            });

    assertThatThrownBy(
            () ->
                read(
                    state,
                    HOUR,
                    (keyed, operator) -> operator.getUnionListState(list).get().toString()))
        .hasStackTraceContaining("Incompatible");
  }

  @Test
  void aStateThatNobodyDeclaresIsCarriedAlongUnread() throws Exception {
    OperatorSubtaskState state = written(write(value()));

    OperatorSubtaskState without = run(state, 0, (keyed, operator) -> "").state();

    assertThat(read(without, HOUR, look(value()))).isEqualTo("7");
  }
}
