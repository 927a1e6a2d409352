package io.taskweir.engine;

import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.engine.internal.StageOperatorFactory;
import io.taskweir.engine.internal.StageSpec;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.Task;
import io.taskweir.state.TaskTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * A stage in several subtasks on a manual clock that can be stopped and started again from its
 * state, as fewer or more subtasks and after an outage. What came out is kept over restarts.
 */
final class RestartedStage<I, O> implements AutoCloseable {

  /** Where the state lies. */
  enum Backend {
    HEAP,
    ROCKS_DB;

    StateBackend make() {
      return this == HEAP ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
    }
  }

  private static final long STEP_MILLIS = 50;

  private final StageSpec<I, O> spec;
  private final Backend backend;
  private final List<Task<O>> results = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private final List<AuditEvent> audit = new ArrayList<>();
  private final List<Task<?>> children = new ArrayList<>();
  final Subtasks<KeyedOneInputStreamOperatorTestHarness<Tuple2<Long, Long>, Task<I>, Task<O>>>
      subtasks = new Subtasks<>(this::subtask);

  /** A stage that starts at time 0, in {@code parallelism} subtasks. */
  RestartedStage(Stage<I, O> stage, Class<I> input, Backend backend, int parallelism)
      throws Exception {
    this.spec = stage.spec(TypeInformation.of(input));
    this.backend = backend;
    subtasks.start(parallelism, 0, null);
  }

  /** A stage that starts at time 0, alone. */
  RestartedStage(Stage<I, O> stage, Class<I> input, Backend backend) throws Exception {
    this(stage, input, backend, 1);
  }

  /**
   * Stops it and starts it from its state after {@code outage}, in {@code parallelism} subtasks.
   */
  void restart(int parallelism, Duration outage) throws Exception {
    listen();
    subtasks.start(parallelism, subtasks.now() + outage.toMillis(), subtasks.snapshot());
  }

  void send(String callerId, I payload) throws Exception {
    send(StageHarness.task(callerId, payload));
  }

  void send(Task<I> task) throws Exception {
    subtasks.of(spec.keys().getKey(task)).processElement(new StreamRecord<>(task));
  }

  /** Moves the clock on in steps of 50 ms, so that each timer fires about when it is due. */
  void advance(Duration by) throws Exception {
    long end = subtasks.now() + by.toMillis();
    while (subtasks.now() < end) {
      subtasks.clock(Math.min(end, subtasks.now() + STEP_MILLIS));
    }
  }

  /** Sets the clock at once, in epoch milliseconds. */
  void clock(long millis) throws Exception {
    subtasks.clock(millis);
  }

  /** The payloads of all results so far. */
  List<O> results() {
    return resultTasks().stream().map(Task::payload).toList();
  }

  /** All results so far, in their envelopes. */
  List<Task<O>> resultTasks() {
    listen();
    return results;
  }

  /** All that went to typed outputs so far. */
  List<Task<?>> children() {
    listen();
    return children;
  }

  List<DeadLetter> deadLetters() {
    listen();
    return deadLetters;
  }

  List<AuditEvent> audit() {
    listen();
    return audit;
  }

  long account(String what) {
    return subtasks.account(spec.place().stage(), what);
  }

  @Override
  public void close() throws Exception {
    subtasks.close();
  }

  private KeyedOneInputStreamOperatorTestHarness<Tuple2<Long, Long>, Task<I>, Task<O>> subtask(
      int parallelism, int subtask) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new StageOperatorFactory<>(spec),
            spec.keys(),
            StageKeySelector.TYPE,
            Subtasks.MAX_PARALLELISM,
            parallelism,
            subtask);
    harness.setStateBackend(backend.make());
    harness.getExecutionConfig().enableObjectReuse();
    harness.setup(
        new TaskTypeInfo<>(spec.result())
            .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    return harness;
  }

  private void listen() {
    for (var harness : subtasks.all()) {
      results.addAll(harness.extractOutputValues());
      harness.getOutput().clear();
      take(harness, StageSpec.DEAD_LETTERS, deadLetters);
      take(harness, StageSpec.AUDIT, audit);
      spec.outputs().forEach(output -> takeChildren(harness, output));
    }
  }

  private <P> void takeChildren(
      KeyedOneInputStreamOperatorTestHarness<?, ?, ?> harness, Output<P> output) {
    List<Task<P>> taken = new ArrayList<>();
    take(harness, output.tag(), taken);
    children.addAll(taken);
  }

  private static <X> void take(
      KeyedOneInputStreamOperatorTestHarness<?, ?, ?> harness, OutputTag<X> tag, List<X> to) {
    Queue<StreamRecord<X>> said = harness.getSideOutput(tag);
    while (said != null && !said.isEmpty()) {
      to.add(said.remove().getValue());
    }
  }
}
