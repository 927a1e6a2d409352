package io.taskweir.engine;

import io.taskweir.engine.internal.Bundling;
import io.taskweir.engine.internal.ConsolidateOperatorFactory;
import io.taskweir.engine.internal.ConsolidateSpec;
import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.engine.internal.TaskArrivals;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.Task;
import io.taskweir.state.TaskTypeInfo;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * One consolidation in one or more subtasks on a manual clock, without a cluster: send it items,
 * move its clock and its watermark, look at what came out, stop it and go on from its state.
 */
public final class ConsolidationHarness<I, O> implements AutoCloseable {

  private final ConsolidateSpec<I, ?, O> spec;
  private final TaskArrivals<I> arrivals;
  @Nullable private final StateBackend backend;
  private final List<Object> said = new ArrayList<>();
  private final List<Long> timestamps = new ArrayList<>();
  final Subtasks<KeyedOneInputStreamOperatorTestHarness<Tuple2<Long, Long>, Task<I>, Task<O>>>
      subtasks = new Subtasks<>(this::subtask);

  private ConsolidationHarness(
      ConsolidateSpec<I, ?, O> spec, TaskArrivals<I> arrivals, @Nullable StateBackend backend) {
    this.spec = spec;
    this.arrivals = arrivals;
    this.backend = backend;
  }

  /** One subtask at time 0, on the heap. */
  public static <I, O> ConsolidationHarness<I, O> of(
      ConsolidationStage<I, ?, O> stage, Class<I> input) throws Exception {
    return of(stage, input, Bundling.DEFAULT, null);
  }

  /** One subtask at time 0 with a bundle of its own; without {@code backend} it is on the heap. */
  static <I, O> ConsolidationHarness<I, O> of(
      ConsolidationStage<I, ?, O> stage,
      Class<I> input,
      Bundling bundling,
      @Nullable StateBackend backend)
      throws Exception {
    ConsolidationHarness<I, O> harness =
        new ConsolidationHarness<>(
            stage.spec(TypeInformation.of(input)).with(bundling),
            new TaskArrivals<>(stage.keys()),
            backend);
    harness.subtasks.start(1, 0, null);
    return harness;
  }

  /** Sends a root of the default tenant named {@code callerId}. */
  public void send(String callerId, I payload) throws Exception {
    send(StageHarness.task(callerId, payload));
  }

  /** Sends a task. */
  public void send(Task<I> task) throws Exception {
    subtasks.of(arrivals.getKey(task)).processElement(new StreamRecord<>(task, 77));
  }

  /** Sends a watermark to every subtask, in epoch milliseconds. */
  public void watermark(long time) throws Exception {
    for (var subtask : subtasks.all()) {
      subtask.processWatermark(new Watermark(time));
    }
  }

  /** Sets the clock of processing time, in epoch milliseconds; after a second a bundle is gone. */
  public void clock(long time) throws Exception {
    subtasks.clock(time);
  }

  /** Ends the input, with the last watermark before it as Flink sends it. */
  public void end() throws Exception {
    watermark(Long.MAX_VALUE);
    for (var subtask : subtasks.all()) {
      subtask.endInput();
    }
  }

  /** Stops, and goes on from its state as {@code parallelism} subtasks. */
  public void restart(int parallelism) throws Exception {
    subtasks.start(parallelism, subtasks.now(), subtasks.snapshot());
  }

  /** All that came out so far, in order: tasks, dead letters, events and watermarks. */
  public List<Object> said() {
    return said;
  }

  /** All results so far, in their envelopes. */
  @SuppressWarnings("unchecked")
  public List<Task<O>> resultTasks() {
    return said.stream().filter(Task.class::isInstance).map(task -> (Task<O>) task).toList();
  }

  /** The payloads of all results so far. */
  public List<O> results() {
    return resultTasks().stream().map(Task::payload).toList();
  }

  /** The event times of all results so far. */
  public List<Long> timestamps() {
    return timestamps;
  }

  /** All dead letters so far. */
  public List<DeadLetter> deadLetters() {
    return all(DeadLetter.class);
  }

  /** The audit so far. */
  public List<AuditEvent> audit() {
    return all(AuditEvent.class);
  }

  /** One number of the account, such as {@code succeeded}. */
  public long account(String what) {
    return subtasks.account(spec.place().stage(), what);
  }

  /** How many timers are set. */
  public int timers() {
    return subtasks.all().stream()
        .mapToInt(KeyedOneInputStreamOperatorTestHarness::numEventTimeTimers)
        .sum();
  }

  @Override
  public void close() throws Exception {
    subtasks.close();
  }

  private <X> List<X> all(Class<X> type) {
    return said.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private KeyedOneInputStreamOperatorTestHarness<Tuple2<Long, Long>, Task<I>, Task<O>> subtask(
      int parallelism, int subtask) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new ConsolidateOperatorFactory<>(spec, arrivals),
            arrivals,
            StageKeySelector.TYPE,
            Subtasks.MAX_PARALLELISM,
            parallelism,
            subtask);
    if (backend != null) {
      harness.setStateBackend(backend);
    }
    harness.getExecutionConfig().enableObjectReuse();
    harness.setOutputCreator(unused -> new Heard());
    harness.setup(
        new TaskTypeInfo<>(spec.result())
            .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    return harness;
  }

  /** Hears the event time of results too. */
  private final class Heard extends HeardOutput<Task<O>> {

    Heard() {
      super((output, value) -> said.add(value));
    }

    @Override
    public void collect(StreamRecord<Task<O>> record) {
      timestamps.add(record.getTimestamp());
      super.collect(record);
    }
  }
}
