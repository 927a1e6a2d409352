package io.taskweir.engine.internal;

import io.taskweir.engine.Window;
import io.taskweir.engine.internal.Rollup.Firing;
import io.taskweir.state.Attempt;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import javax.annotation.Nullable;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * What a consolidation sends downstream: the windows that fired, dead letters, the audit. Nothing
 * here catches, and one stream record serves all emissions, as in a stage.
 */
final class ConsolidateOutput<X, I, A, O> {

  private final ConsolidateSpec<I, A, O> spec;
  private final Arrivals<X, I> arrivals;
  private final Levels levels;
  private final Output<StreamRecord<Task<O>>> output;
  private final Reports<I> reports;
  private final LongSupplier clock;
  private final StreamRecord<Object> record = new StreamRecord<>(null);

  ConsolidateOutput(
      ConsolidateSpec<I, A, O> spec,
      Arrivals<X, I> arrivals,
      Levels levels,
      Output<StreamRecord<Task<O>>> output,
      Reports<I> reports,
      LongSupplier clock) {
    this.spec = spec;
    this.arrivals = arrivals;
    this.levels = levels;
    this.output = output;
    this.reports = reports;
    this.clock = clock;
  }

  /** Emits what a window says, as a run of its own, at its last millisecond. */
  @SuppressWarnings("unchecked")
  void emit(Tuple2<Long, Long> key, String tenant, Firing<A> firing) {
    Window window = levels.describe(firing.window());
    TaskId stageKey = new TaskId(key.f0, key.f1);
    TaskId root =
        TaskId.derive(
            "window",
            tenant,
            stageKey.hex(),
            window.every(),
            Long.toString(window.start()),
            spec.zone().getId());
    O result =
        spec.consolidation().result(root.hex(), tenant, firing.version(), window, firing.summary());
    TaskId id = root.child(TaskId.slot(spec.place().stage(), "", "", firing.version()));
    Task<O> task =
        new Task<>(
            id,
            root,
            null,
            stageKey,
            tenant,
            0,
            1,
            0,
            window.start(),
            Task.NO_DEADLINE,
            null,
            result);
    output.collect(
        (StreamRecord<Task<O>>) (StreamRecord<?>) record.replace(task, window.end() - 1));
  }

  void succeeded(StreamRecord<X> element) throws IOException {
    if (reports.audits(AuditEvent.Event.SUCCEEDED)) {
      long now = clock.getAsLong();
      audit(AuditEvent.Event.SUCCEEDED, element, arrivals.task(element, reports, now), null, now);
    }
  }

  void dead(StreamRecord<X> element, Failure failure, List<Attempt> attempts) throws IOException {
    long now = clock.getAsLong();
    Task<I> task = arrivals.task(element, reports, now);
    collect(StageSpec.DEAD_LETTERS, element, reports.deadLetter(task, failure, attempts, now));
    if (reports.audits(AuditEvent.Event.DEAD)) {
      audit(AuditEvent.Event.DEAD, element, task, failure.reason(), now);
    }
  }

  private void audit(
      AuditEvent.Event event,
      StreamRecord<X> element,
      Task<I> task,
      @Nullable String reason,
      long now) {
    collect(StageSpec.AUDIT, element, reports.event(event, task, null, reason, 0, now));
  }

  @SuppressWarnings("unchecked")
  private <T> void collect(OutputTag<T> tag, StreamRecord<?> cause, T value) {
    if (cause.hasTimestamp()) {
      record.replace(value, cause.getTimestamp());
    } else {
      record.replace(value);
      record.eraseTimestamp();
    }
    output.collect(tag, (StreamRecord<T>) (StreamRecord<?>) record);
  }
}
