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
import io.taskweir.state.TaskTypeInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
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
  final Subtasks<KeyedOneInputStreamOperatorTestHarness<Tuple2<Long, Long>, Task<Scene>, Task<Said>>>
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
      harness.processWatermark(Watermark.MAX_WATERMARK);
      harness.endInput();
      requireOneLastWatermark(harness.getOutput());
    }
  }

  /** Takes what was said since the last call into the transcript. */
  void listen() {
    for (var harness : subtasks.all()) {
      for (Object said; (said = harness.getOutput().poll()) != null; ) {
        if (said instanceof StreamRecord<?> result) {
          transcript.child("", (Task<?>) result.getValue());
        }
      }
      taken(harness, ObeyScript.NOTES.tag()).forEach(note -> transcript.child("notes", note));
      taken(harness, StageSpec.DEAD_LETTERS).forEach(this::letter);
      taken(harness, StageSpec.AUDIT).forEach(this::event);
      for (Task<Outcome<Said>> outcome : taken(harness, outcomes)) {
        Outcome<Said> said = outcome.payload();
        transcript.outcome(outcome.id().hex(), said.reason(), said.results());
      }
      for (Task<Manifest<Said>> manifest : taken(harness, manifests)) {
        Manifest<Said> said = manifest.payload();
        transcript.manifest(manifest.id().hex(), said.parked(), said.children());
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
        event.first() == null ? null : io.taskweir.state.TaskId.parse(event.first()),
        event.reason(),
        event.attempt());
  }

  private static <X> List<X> taken(
      KeyedOneInputStreamOperatorTestHarness<?, ?, ?> harness, OutputTag<X> tag) {
    Queue<StreamRecord<X>> said = harness.getSideOutput(tag);
    List<X> taken = new ArrayList<>();
    while (said != null && !said.isEmpty()) {
      taken.add(said.remove().getValue());
    }
    return taken;
  }

  private static void requireOneLastWatermark(Queue<Object> said) {
    Object last = null;
    for (Object one : said) {
      if (Watermark.MAX_WATERMARK.equals(last)) {
        throw new AssertionError("after the last watermark came " + one);
      }
      last = one;
    }
    if (!Watermark.MAX_WATERMARK.equals(last)) {
      throw new AssertionError("the last watermark never came");
    }
  }
}
