package io.taskweir.engine;

import io.taskweir.engine.Manifest.Child;
import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.engine.internal.GatherOperatorFactory;
import io.taskweir.engine.internal.GatherSpec;
import io.taskweir.engine.internal.Payloads;
import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.engine.internal.StageSpec;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import io.taskweir.state.TaskTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * What gathers for the join {@code decide}, in one or more subtasks on a manual clock: texts park,
 * texts are found. {@code analyze-text} answers for the children of {@code texts}, {@code
 * analyze-link} for those of {@code links}; nobody answers for {@code notes}.
 */
final class GatherHarness implements AutoCloseable {

  static final Duration TIMEOUT = Duration.ofSeconds(10);
  static final Duration TOMBSTONE = Duration.ofMinutes(1);
  static final Map<String, String> ANSWERS =
      Map.of("texts", "analyze-text", "links", "analyze-link");

  private static final TypeInformation<Gathered<String, String>> GATHERED =
      Payloads.gathered(Types.STRING, Types.STRING);

  private final GatherSpec<String, String> spec;
  @Nullable private final StateBackend backend;
  private final List<Object> said = new ArrayList<>();
  final Subtasks<
          TwoInputHarness<
              Task<Manifest<String>>, Task<Outcome<String>>, Task<Gathered<String, String>>>>
      subtasks = new Subtasks<>(this::subtask);

  private GatherHarness(AuditLevel audit, int held, @Nullable StateBackend backend)
      throws Exception {
    this.backend = backend;
    spec =
        new GatherSpec<>(
            new StageSpec.Place("mails", "decide-gather", "test"),
            ANSWERS,
            TIMEOUT,
            TOMBSTONE,
            held,
            audit,
            Types.STRING,
            Types.STRING);
    subtasks.start(1, 0, null);
  }

  /** One subtask at time 0, with full audit; without {@code backend} it is on the heap. */
  static GatherHarness on(@Nullable StateBackend backend) throws Exception {
    return holding(GatherSpec.HELD, backend);
  }

  /** As the other, with {@code held} arrivals on the heap before all goes into state. */
  static GatherHarness holding(int held, @Nullable StateBackend backend) throws Exception {
    return new GatherHarness(AuditLevel.ALL, held, backend);
  }

  /** One subtask at time 0 on the heap. */
  static GatherHarness auditing(AuditLevel level) throws Exception {
    return new GatherHarness(level, GatherSpec.HELD, null);
  }

  /** The id of a run. */
  static TaskId root(String run) {
    return TaskId.ofCaller(Task.DEFAULT_TENANT, run);
  }

  /** A child of a run. */
  static Child child(String run, String output, String name) {
    return new Child(output, root(run).child(TaskId.slot("parse", output, name, 0)).hex());
  }

  /** What the fan-out of a run announces. */
  static Task<Manifest<String>> manifest(String run, Child... children) {
    return StageHarness.task(run, new Manifest<>("parked by " + run, List.of(children)));
  }

  /** A child that ended with these results. */
  static Task<Outcome<String>> found(String run, Child child, String... results) {
    return outcome(run, child, List.of(), null, results);
  }

  /** A child that ended with a result and children of its own. */
  static Task<Outcome<String>> fannedOut(String run, Child child, Child... children) {
    return outcome(run, child, List.of(children), null, "found in " + run);
  }

  /** A child that ended without a result. */
  static Task<Outcome<String>> ended(String run, Child child, String reason) {
    return outcome(run, child, List.of(), reason);
  }

  private static Task<Outcome<String>> outcome(
      String run, Child child, List<Child> children, @Nullable String reason, String... results) {
    String stage = ANSWERS.getOrDefault(child.output(), "nobody");
    var outcome = new Outcome<>(stage, reason, List.of(results), children);
    return StageHarness.task(run, "").child(TaskId.parse(child.id()), null, outcome);
  }

  void announce(Task<Manifest<String>> manifest) throws Exception {
    subtasks.of(keyOf(manifest)).first(manifest);
  }

  void end(Task<Outcome<String>> outcome) throws Exception {
    subtasks.of(keyOf(outcome)).second(outcome);
  }

  void clock(long time) throws Exception {
    subtasks.clock(time);
  }

  void watermarks(long first, long second) throws Exception {
    for (var subtask : subtasks.all()) {
      subtask.watermarks(first, second);
    }
  }

  /** Ends input 1, the manifests, or 2, the outcomes. */
  void endInput(int input) throws Exception {
    for (var subtask : subtasks.all()) {
      subtask.end(input);
    }
  }

  /** Stops, and goes on from its state as {@code parallelism} subtasks. */
  void rescale(int parallelism) throws Exception {
    subtasks.start(parallelism, subtasks.now(), subtasks.snapshot());
  }

  /** All that came out so far, in order: tasks, events and watermarks. */
  List<Object> said() {
    return said;
  }

  @SuppressWarnings("unchecked")
  List<Task<Gathered<String, String>>> resultTasks() {
    return said.stream()
        .filter(Task.class::isInstance)
        .map(task -> (Task<Gathered<String, String>>) task)
        .toList();
  }

  List<Gathered<String, String>> results() {
    return resultTasks().stream().map(Task::payload).toList();
  }

  List<AuditEvent> audit() {
    return said.stream().filter(AuditEvent.class::isInstance).map(AuditEvent.class::cast).toList();
  }

  List<Watermark> watermarks() {
    return said.stream().filter(Watermark.class::isInstance).map(Watermark.class::cast).toList();
  }

  long late() {
    return subtasks.account("decide-gather", "late");
  }

  /** A barrier is about to pass: what is held on the heap goes into state. */
  void barrier() throws Exception {
    for (var subtask : subtasks.all()) {
      subtask.prepareSnapshotPreBarrier(0);
    }
  }

  /** How many runs have not ended; a barrier brings them into state to be counted. */
  long runsThatGather() throws Exception {
    barrier();
    return runsInState();
  }

  /** How many runs have something in a state besides the tombstone. */
  long runsInState() {
    return List.of("manifest", "findings", "missing", "gather-timer").stream()
        .mapToLong(subtasks::keysIn)
        .max()
        .orElseThrow();
  }

  @Override
  public void close() throws Exception {
    subtasks.close();
  }

  private TwoInputHarness<
          Task<Manifest<String>>, Task<Outcome<String>>, Task<Gathered<String, String>>>
      subtask(int parallelism, int subtask) throws Exception {
    var harness =
        new TwoInputHarness<>(
            new GatherOperatorFactory<>(spec),
            StageKeySelector.<Manifest<String>>byRoot(),
            StageKeySelector.<Outcome<String>>byRoot(),
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
        new TaskTypeInfo<>(GATHERED)
            .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    return harness;
  }

  private static <P> Tuple2<Long, Long> keyOf(Task<P> task) throws Exception {
    KeySelector<Task<P>, Tuple2<Long, Long>> byRoot = StageKeySelector.byRoot();
    return byRoot.getKey(task);
  }
}
