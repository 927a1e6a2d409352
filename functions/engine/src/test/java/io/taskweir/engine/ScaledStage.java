package io.taskweir.engine;

import io.taskweir.engine.ObeyScript.Said;
import io.taskweir.engine.ObeyScript.Scene;
import io.taskweir.engine.internal.Payloads;
import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.engine.internal.StageOperatorFactory;
import io.taskweir.engine.internal.StageSpec;
import io.taskweir.state.Attempt;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import io.taskweir.state.TaskTypeInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.StreamTaskActionExecutor;
import org.apache.flink.streaming.runtime.tasks.mailbox.MailboxExecutorImpl;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The stage of a plan in several subtasks, with a transcript of all that it says. */
final class ScaledStage implements AutoCloseable {

  private static final TypeInformation<Said> RESULT = TypeInformation.of(Said.class);

  private final StageSpec<Scene, Said> spec;
  @Nullable private final StateBackend backend;
  private final OutputTag<Task<Outcome<Said>>> outcomes =
      new OutputTag<>("outcomes", new TaskTypeInfo<>(Payloads.outcome(RESULT)));
  private final OutputTag<Task<Manifest<Said>>> manifests =
      new OutputTag<>("manifests", new TaskTypeInfo<>(Payloads.manifest(RESULT)));
  private final List<AuditEvent> audit = new ArrayList<>();
  private final Transcript transcript;
  private boolean ended;
  final Subtasks<
          KeyedOneInputStreamOperatorTestHarness<Tuple2<Long, Long>, Task<Scene>, Task<Said>>>
      subtasks = new Subtasks<>(this::subtask);

  /** A stage that is not started yet; without {@code backend} it is on the heap. */
  ScaledStage(StagePlan plan, @Nullable StateBackend backend, Transcript transcript) {
    this.spec = plan.stage().spec(TypeInformation.of(Scene.class));
    this.backend = backend;
    this.transcript = transcript;
  }

  void send(Task<Scene> task) throws Exception {
    subtasks.of(spec.keys().getKey(task)).processElement(new StreamRecord<>(task));
  }

  /** Ends the input of each subtask in turn; while it waits, its clock goes on by {@code step}. */
  void end(long step, long drain) throws Exception {
    for (var harness : subtasks.all()) {
      var mailbox =
          new MailboxExecutorImpl(harness.getTaskMailbox(), 0, StreamTaskActionExecutor.IMMEDIATE);
      long start = subtasks.now();
      for (long passed = step; passed - step < drain; passed += step) {
        long time = start + Math.min(drain, passed);
        mailbox.execute(() -> Subtasks.clock(harness, time), "time passes");
      }
      ended = false;
      harness.processWatermark(Watermark.MAX_WATERMARK);
      harness.endInput();
      if (!ended) {
        throw new AssertionError("the last watermark never came");
      }
    }
  }

  /** The audit that was not taken back. */
  List<AuditEvent> audit() {
    return audit;
  }

  long account(String what) {
    return subtasks.account(StagePlan.NAME, what);
  }

  @Override
  public void close() throws Exception {
    subtasks.close();
  }

  private KeyedOneInputStreamOperatorTestHarness<Tuple2<Long, Long>, Task<Scene>, Task<Said>>
      subtask(int parallelism, int subtask) throws Exception {
    StageOperatorFactory<Scene, Said> factory = new StageOperatorFactory<>(spec);
    factory.announceOutcomes(outcomes);
    factory.announceManifests(manifests);
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            factory,
            spec.keys(),
            StageKeySelector.TYPE,
            Subtasks.MAX_PARALLELISM,
            parallelism,
            subtask);
    if (backend != null) {
      harness.setStateBackend(backend);
    }
    harness.getExecutionConfig().enableObjectReuse();
    harness.setOutputCreator(unused -> new HeardOutput<>(this::hear));
    harness.setup(
        new TaskTypeInfo<>(RESULT)
            .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    return harness;
  }

  private void letter(DeadLetter letter) {
    List<Long> attempts =
        letter.attempts().stream().map(Attempt::at).map(Instant::toEpochMilli).toList();
    transcript.letter(letter.id(), letter.reason(), attempts, letter.failedAt().toEpochMilli());
  }

  private void event(AuditEvent event) {
    audit.add(event);
    transcript.event(
        event.event(),
        event.task(),
        event.first() == null ? null : TaskId.parse(event.first()),
        event.reason(),
        event.attempt());
  }

  private void hear(String output, Object value) {
    if (ended) {
      throw new AssertionError("after the last watermark came " + value);
    }
    switch (output) {
      case HeardOutput.WATERMARKS -> ended = Watermark.MAX_WATERMARK.equals(value);
      case "dead-letters" -> letter((DeadLetter) value);
      case "audit" -> event((AuditEvent) value);
      case "outcomes" -> outcome((Task<?>) value);
      case "manifests" -> manifest((Task<?>) value);
      default -> transcript.child(output, (Task<?>) value);
    }
  }

  private void outcome(Task<?> task) {
    Outcome<?> said = (Outcome<?>) task.payload();
    transcript.outcome(task.id().hex(), said.reason(), said.results());
  }

  private void manifest(Task<?> task) {
    Manifest<?> said = (Manifest<?>) task.payload();
    transcript.manifest(task.id().hex(), said.parked(), said.children());
  }
}
