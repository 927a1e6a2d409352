package io.taskweir.engine;

import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.engine.internal.StageOperatorFactory;
import io.taskweir.engine.internal.StageSpec;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.Source;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import io.taskweir.state.TaskTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * One stage on a manual clock, without a cluster: send it tasks, move its clock, look at what came
 * out, take its state and give that to another harness.
 *
 * <pre>{@code
 * try (var stage = StageHarness.of(workflow.stage("price-order", new PriceOrder()).keyBy(Order::id), Order.class)) {
 *   stage.send("order-1", new Order(...));
 *   assertThat(stage.results()).containsExactly(...);
 * }
 * }</pre>
 */
public final class StageHarness<I, O> implements AutoCloseable {

  /** Every harness runs with the number of key groups of a real job. */
  public static final int MAX_PARALLELISM = 128;

  private static final long STEP_MILLIS = 50;

  private final StageSpec<I, O> spec;
  private final KeyedOneInputStreamOperatorTestHarness<Tuple2<Long, Long>, Task<I>, Task<O>>
      harness;
  private long checkpoint;

  private StageHarness(StageSpec<I, O> spec, int parallelism, int subtask) throws Exception {
    this.spec = spec;
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new StageOperatorFactory<>(spec),
            spec.keys(),
            StageKeySelector.TYPE,
            MAX_PARALLELISM,
            parallelism,
            subtask);
    harness.getExecutionConfig().enableObjectReuse();
    harness.setup(
        new TaskTypeInfo<>(spec.result())
            .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
  }

  /** A stage whose input is an {@code input} record, at time 0, on the heap. */
  public static <I, O> StageHarness<I, O> of(Stage<I, O> stage, Class<I> input) throws Exception {
    return of(stage, TypeInformation.of(input));
  }

  /** As the other, where the input's type is no class. */
  public static <I, O> StageHarness<I, O> of(Stage<I, O> stage, TypeInformation<I> input)
      throws Exception {
    StageHarness<I, O> harness = new StageHarness<>(stage.spec(input), 1, 0);
    harness.open();
    return harness;
  }

  /** A stage that keeps its state in RocksDB, as a real job does. */
  public static <I, O> StageHarness<I, O> onRocksDb(Stage<I, O> stage, Class<I> input)
      throws Exception {
    StageHarness<I, O> harness = new StageHarness<>(stage.spec(TypeInformation.of(input)), 1, 0);
    harness.harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    harness.open();
    return harness;
  }

  /** One subtask of several, at time {@code now}, on what {@link #snapshot} took of all of them. */
  public static <I, O> StageHarness<I, O> restored(
      Stage<I, O> stage,
      Class<I> input,
      OperatorSubtaskState state,
      long now,
      int parallelismBefore,
      int parallelism,
      int subtask)
      throws Exception {
    StageHarness<I, O> harness =
        new StageHarness<>(stage.spec(TypeInformation.of(input)), parallelism, subtask);
    harness.clock(now);
    harness.harness.initializeState(
        AbstractStreamOperatorTestHarness.repartitionOperatorState(
            state, MAX_PARALLELISM, parallelismBefore, parallelism, subtask));
    harness.harness.open();
    return harness;
  }

  /** The same stage from the same state, alone, at time {@code now}. */
  public static <I, O> StageHarness<I, O> restored(
      Stage<I, O> stage, Class<I> input, OperatorSubtaskState state, long now) throws Exception {
    return restored(stage, input, state, now, 1, 1, 0);
  }

  /** A root of the default tenant, named by its caller. */
  public static <I> Task<I> task(String callerId, I payload) {
    return task(Task.DEFAULT_TENANT, callerId, payload);
  }

  /** A root of {@code tenant}, named by its caller. */
  public static <I> Task<I> task(String tenant, String callerId, I payload) {
    return Task.root(
        TaskId.ofCaller(tenant, callerId),
        tenant,
        0,
        Task.NO_DEADLINE,
        new Source(callerId, "test", 0, 0),
        payload);
  }

  /** Sends a root named {@code callerId}. */
  public void send(String callerId, I payload) throws Exception {
    send(task(callerId, payload));
  }

  /** Sends a task. */
  public void send(Task<I> task) throws Exception {
    harness.processElement(new StreamRecord<>(task));
  }

  /** Sends a task of event time {@code time}, in epoch milliseconds. */
  public void send(Task<I> task, long time) throws Exception {
    harness.processElement(new StreamRecord<>(task, time));
  }

  /** Sends a watermark, in epoch milliseconds. */
  public void watermark(long time) throws Exception {
    harness.processWatermark(new Watermark(time));
  }

  /** Sets the clock at once, in epoch milliseconds; timers that are due fire, all at that time. */
  public void clock(long millis) throws Exception {
    harness.setStateTtlProcessingTime(millis);
    harness.setProcessingTime(millis);
  }

  /** Moves the clock on in steps of 50 ms, so that each timer fires about when it is due. */
  public void advance(Duration by) throws Exception {
    long end = now() + by.toMillis();
    while (now() < end) {
      clock(Math.min(end, now() + STEP_MILLIS));
    }
  }

  /** The clock, in epoch milliseconds. */
  public long now() {
    return harness.getProcessingTime();
  }

  /** Ends the input: the stage drains. */
  public void end() throws Exception {
    harness.endInput();
  }

  /** The payloads of all results so far. */
  public List<O> results() {
    return resultTasks().stream().map(Task::payload).toList();
  }

  /** All results so far, in their envelopes. */
  public List<Task<O>> resultTasks() {
    return new ArrayList<>(harness.extractOutputValues());
  }

  /** Results and watermarks so far, as they came out. */
  public Queue<Object> output() {
    return harness.getOutput();
  }

  /** All that went to a typed output so far. */
  public <P> List<Task<P>> output(Output<P> output) {
    return side(output.tag());
  }

  /** All dead letters so far. */
  public List<DeadLetter> deadLetters() {
    return side(StageSpec.DEAD_LETTERS);
  }

  /** The audit so far. */
  public List<AuditEvent> audit() {
    return side(StageSpec.AUDIT);
  }

  /** One number of the stage's account, such as {@code succeeded}. */
  public long account(String what) {
    return (Long)
        harness
            .getOperator()
            .getRuntimeContext()
            .getAccumulator("stage/" + spec.place().stage() + "/" + what)
            .getLocalValue();
  }

  /** How many entries of keyed state there are, whatever their key. */
  public int stateEntries() {
    return harness.numKeyedStateEntries();
  }

  /** How many timers are set. */
  public int timers() {
    return harness.numProcessingTimeTimers();
  }

  /** Takes the stage's state. */
  public OperatorSubtaskState snapshot() throws Exception {
    checkpoint++;
    harness.prepareSnapshotPreBarrier(checkpoint);
    return harness.snapshot(checkpoint, now());
  }

  /** The state of several subtasks as one. */
  public static OperatorSubtaskState together(OperatorSubtaskState... states) throws Exception {
    return AbstractStreamOperatorTestHarness.repackageState(states);
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }

  private void open() throws Exception {
    clock(0);
    harness.open();
  }

  private <X> List<X> side(OutputTag<X> tag) {
    ConcurrentLinkedQueue<StreamRecord<X>> records = harness.getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }
}
