package io.taskweir.engine;

import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.engine.internal.StageOperatorFactory;
import io.taskweir.engine.internal.StageSpec;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.Setting;
import io.taskweir.state.Task;
import io.taskweir.state.TaskTypeInfo;
import java.util.List;
import java.util.Queue;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * One subtask of a stage that reads settings, on a manual clock and on RocksDB: as {@link
 * StageHarness}, and settings can be sent besides tasks.
 */
public final class SettingsHarness<I, O> implements AutoCloseable {

  private final StageSpec<I, O> spec;
  private final TwoInputHarness<Task<I>, Setting, Task<O>> harness;

  private SettingsHarness(StageSpec<I, O> spec, int parallelism, int subtask) throws Exception {
    this.spec = spec;
    harness =
        new TwoInputHarness<>(
            new StageOperatorFactory<>(spec),
            spec.keys(),
            null,
            StageKeySelector.TYPE,
            StageHarness.MAX_PARALLELISM,
            parallelism,
            subtask);
    harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    harness.getExecutionConfig().enableObjectReuse();
    harness.setup(
        new TaskTypeInfo<>(spec.result())
            .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    clock(0);
  }

  /** A stage alone, at time 0. */
  public static <I, O> SettingsHarness<I, O> of(Stage<I, O> stage, Class<I> input)
      throws Exception {
    return subtask(stage, input, null, 1, 1, 0);
  }

  /** One subtask of several, at time 0, on what {@link #snapshot} took of all of them, if given. */
  public static <I, O> SettingsHarness<I, O> subtask(
      Stage<I, O> stage,
      Class<I> input,
      @Nullable OperatorSubtaskState state,
      int parallelismBefore,
      int parallelism,
      int subtask)
      throws Exception {
    SettingsHarness<I, O> harness =
        new SettingsHarness<>(stage.spec(TypeInformation.of(input)), parallelism, subtask);
    if (state != null) {
      harness.harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              state, StageHarness.MAX_PARALLELISM, parallelismBefore, parallelism, subtask));
    }
    harness.harness.open();
    return harness;
  }

  /** Sends a root named {@code callerId}. */
  public void send(String callerId, I payload) throws Exception {
    harness.first(StageHarness.task(callerId, payload));
  }

  /** Sends a setting. */
  public void set(String name, long version, @Nullable String value) throws Exception {
    harness.second(new Setting(name, version, value));
  }

  /** Sends a watermark on each input, in epoch milliseconds. */
  public void watermarks(long tasks, long settings) throws Exception {
    harness.watermarks(tasks, settings);
  }

  /** Says of each input whether it is idle. */
  public void idle(boolean tasks, boolean settings) throws Exception {
    harness.idle(tasks, settings);
  }

  /** Ends input 1, the tasks, or 2, the settings. */
  public void end(int input) throws Exception {
    harness.end(input);
  }

  /** Sets the clock, in epoch milliseconds. */
  public void clock(long millis) throws Exception {
    harness.setStateTtlProcessingTime(millis);
    harness.setProcessingTime(millis);
  }

  /** The payloads of all results so far. */
  public List<O> results() {
    return harness.extractOutputValues().stream().map(Task::payload).toList();
  }

  /** Results, watermarks and statuses so far, as they came out. */
  public Queue<Object> output() {
    return harness.getOutput();
  }

  /** All dead letters so far. */
  public List<DeadLetter> deadLetters() {
    return side(StageSpec.DEAD_LETTERS);
  }

  /** The audit so far. */
  public List<AuditEvent> audit() {
    return side(StageSpec.AUDIT);
  }

  /** One number of the account of the settings, such as {@code succeeded}. */
  public long settingsAccount(String what) {
    AbstractStreamOperator<Task<O>> operator = harness.getOperator();
    return (Long)
        operator
            .getRuntimeContext()
            .getAccumulator("stage/" + spec.place().stage() + "-settings/" + what)
            .getLocalValue();
  }

  /** Takes the subtask's state. */
  public OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }

  private <X> List<X> side(OutputTag<X> tag) {
    Queue<StreamRecord<X>> records = harness.getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }
}
