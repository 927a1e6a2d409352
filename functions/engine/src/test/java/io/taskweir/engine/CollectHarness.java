package io.taskweir.engine;

import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.engine.Words.Line;
import io.taskweir.engine.internal.CollectOperatorFactory;
import io.taskweir.engine.internal.CollectSpec;
import io.taskweir.engine.internal.Payloads;
import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.engine.internal.StageSpec;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import io.taskweir.state.TaskTypeInfo;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** What collects lines by their keys for the stage {@code report}, on a manual clock. */
final class CollectHarness implements AutoCloseable {

  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static final TypeInformation<Line> LINE = TypeInformation.of(Line.class);
  private static final StageKeySelector<Line> KEYS = StageKeySelector.byPayload(Line::key, false);
  private static final String PLACE = "report-collect";

  @Nullable private final StateBackend backend;
  private final AuditLevel audit;
  private final List<Object> said = new ArrayList<>();
  private Trigger trigger;
  final Subtasks<
          KeyedOneInputStreamOperatorTestHarness<Tuple2<Long, Long>, Task<Line>, Task<Batch<Line>>>>
      subtasks = new Subtasks<>(this::subtask);

  CollectHarness(Trigger trigger, AuditLevel audit, @Nullable StateBackend backend, long now)
      throws Exception {
    this.trigger = trigger;
    this.audit = audit;
    this.backend = backend;
    subtasks.start(1, now, null);
  }

  /** One subtask on the heap, with the clock at 0. */
  static CollectHarness of(Trigger trigger) throws Exception {
    return new CollectHarness(trigger, AuditLevel.ALL, null, 0);
  }

  /** One subtask on the heap, with the clock at a local time in Berlin. */
  static CollectHarness of(Trigger trigger, String local) throws Exception {
    return new CollectHarness(trigger, AuditLevel.ALL, null, berlin(local));
  }

  /** A local time in Berlin, such as {@code 2025-03-30T02:30}; the earlier where there are two. */
  static long berlin(String local) {
    return LocalDateTime.parse(local).atZone(BERLIN).toInstant().toEpochMilli();
  }

  /** A line of {@code key} that says {@code text}, which also names it. */
  static Task<Line> item(String key, String text) {
    return StageHarness.task(text, new Line(key, text));
  }

  /** The key of the stage of a line. */
  static Tuple2<Long, Long> keyOf(Task<Line> item) {
    return KEYS.getKey(item);
  }

  static String hex(Tuple2<Long, Long> key) {
    return new TaskId(key.f0, key.f1).hex();
  }

  void send(String key, String... texts) throws Exception {
    for (String text : texts) {
      send(item(key, text));
    }
  }

  void send(Task<Line> item) throws Exception {
    subtasks.of(keyOf(item)).processElement(new StreamRecord<>(item));
  }

  void clock(long time) throws Exception {
    subtasks.clock(time);
  }

  /** Sets the clock to a local time in Berlin. */
  void clock(String local) throws Exception {
    clock(berlin(local));
  }

  /** Stops, and goes on from its state as so many subtasks at {@code time}. */
  void restart(int parallelism, long time) throws Exception {
    subtasks.start(parallelism, time, subtasks.snapshot());
  }

  /** Stops, and goes on at a local time in Berlin; what is due then fires. */
  void restart(String local) throws Exception {
    restart(1, berlin(local));
    clock(local);
  }

  /** As the other, with another trigger. */
  void redeclare(Trigger other, String local) throws Exception {
    trigger = other;
    restart(local);
  }

  void watermark(long time) throws Exception {
    for (var subtask : subtasks.all()) {
      subtask.processWatermark(new Watermark(time));
    }
  }

  void end() throws Exception {
    for (var subtask : subtasks.all()) {
      subtask.endInput();
    }
  }

  /** All that came out so far, in order: tasks, letters, events and watermarks. */
  List<Object> said() {
    return said;
  }

  @SuppressWarnings("unchecked")
  List<Task<Batch<Line>>> tasks() {
    return said.stream()
        .filter(Task.class::isInstance)
        .map(task -> (Task<Batch<Line>>) task)
        .toList();
  }

  List<Batch<Line>> batches() {
    return tasks().stream().map(Task::payload).toList();
  }

  /** The batches so far, each as {@code CAUSE #firing item item}. */
  List<String> fired() {
    return batches().stream().map(CollectHarness::text).toList();
  }

  static String text(Batch<Line> batch) {
    String items =
        batch.items().stream().map(item -> ' ' + item.text()).collect(Collectors.joining());
    return batch.cause() + " #" + batch.firing() + items;
  }

  /** When the batches so far were due, as local times in Berlin. */
  List<String> dues() {
    return batches().stream()
        .map(batch -> Instant.ofEpochMilli(batch.due()).atZone(BERLIN))
        .map(due -> due.toLocalDateTime().toString())
        .toList();
  }

  <T> List<T> said(Class<T> type) {
    return said.stream().filter(type::isInstance).map(type::cast).toList();
  }

  List<DeadLetter> deadLetters() {
    return said(DeadLetter.class);
  }

  List<AuditEvent> audit() {
    return said(AuditEvent.class);
  }

  long account(String what) {
    return subtasks.account(PLACE, what);
  }

  /** How many keys have items or a schedule. */
  long keys() {
    return Math.max(subtasks.keysIn("batch"), subtasks.keysIn("batch-items"));
  }

  @Override
  public void close() throws Exception {
    subtasks.close();
  }

  private KeyedOneInputStreamOperatorTestHarness<Tuple2<Long, Long>, Task<Line>, Task<Batch<Line>>>
      subtask(int parallelism, int subtask) throws Exception {
    StageSpec.Place place = new StageSpec.Place("words", PLACE, "test");
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new CollectOperatorFactory<>(new CollectSpec<>(place, KEYS, trigger, audit, LINE)),
            KEYS,
            StageKeySelector.TYPE,
            Subtasks.MAX_PARALLELISM,
            parallelism,
            subtask);
    if (backend != null) {
      harness.setStateBackend(backend);
    }
    harness.getExecutionConfig().enableObjectReuse();
    harness.setOutputCreator(unused -> new HeardOutput<>((output, value) -> said.add(value)));
    harness.setup(
        new TaskTypeInfo<>(Payloads.batch(LINE))
            .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    return harness;
  }
}
