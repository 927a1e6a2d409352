package io.taskweir.engine.internal;

import io.taskweir.engine.Manifest;
import io.taskweir.engine.Outcome;
import io.taskweir.state.Attempt;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import javax.annotation.Nullable;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * What a stage sends downstream: results and children, what a join hears, dead letters, the audit.
 * Nothing here catches: a failure downstream surfaces in {@code collect} and is the job's.
 *
 * <p>One stream record serves all emissions, under the timestamp of the record that is being
 * processed; what follows in the chain must not keep it, as under object reuse in general.
 */
final class StageOutput<I, O> {

  private final String stage;
  private final Output<StreamRecord<Task<O>>> output;
  @Nullable private final OutputTag<Task<Outcome<O>>> outcomes;
  @Nullable private final OutputTag<Task<Manifest<O>>> manifests;
  private final Reports<I> reports;
  private final StageMetrics tally;
  private final LongSupplier clock;
  private final StreamRecord<Object> record = new StreamRecord<>(null);

  StageOutput(
      String stage,
      Output<StreamRecord<Task<O>>> output,
      @Nullable OutputTag<Task<Outcome<O>>> outcomes,
      @Nullable OutputTag<Task<Manifest<O>>> manifests,
      Reports<I> reports,
      StageMetrics tally,
      LongSupplier clock) {
    this.stage = stage;
    this.output = output;
    this.outcomes = outcomes;
    this.manifests = manifests;
    this.reports = reports;
    this.tally = tally;
    this.clock = clock;
  }

  /** What follows has the event time of {@code element}, if it has one. */
  void at(StreamRecord<?> element) {
    if (element.hasTimestamp()) {
      record.setTimestamp(element.getTimestamp());
    } else {
      record.eraseTimestamp();
    }
  }

  /** What follows has no event time: a timer or the end of the input is its cause. */
  void atNoTime() {
    record.eraseTimestamp();
  }

  /** What follows has the event time that {@link #time} told before. */
  void at(@Nullable Long time) {
    if (time == null) {
      record.eraseTimestamp();
    } else {
      record.setTimestamp(time);
    }
  }

  /** The event time of what is emitted now; null for none. */
  @Nullable
  Long time() {
    return record.hasTimestamp() ? record.getTimestamp() : null;
  }

  /** Emits what {@code task} made, as its children, and tells a join of them. */
  @SuppressWarnings("unchecked")
  void emit(Task<I> task, Emitted emitted, TaskId stageKey) {
    List<Emitted.Item> children = emitted.under(task, stageKey);
    for (Emitted.Item child : children) {
      tally.out();
      if (child.output() == null) {
        output.collect((StreamRecord<Task<O>>) (StreamRecord<?>) record.replace(child.slot()));
      } else {
        collectChild(child.output(), child.slot());
      }
    }
    if (manifests != null || outcomes != null) {
      tellJoins(task, (List<O>) Emitted.results(children), Emitted.children(children));
    }
  }

  /** Tells a join that {@code task} ended without a result. */
  void endedWithout(Task<I> task, String reason) {
    ended(task, reason, List.of(), List.of());
  }

  void deadLetter(Task<I> task, Failure failure, List<Attempt> attempts) throws IOException {
    collect(StageSpec.DEAD_LETTERS, reports.deadLetter(task, failure, attempts, clock.getAsLong()));
  }

  /** Audits, where the stage's level has it. */
  void audit(
      AuditEvent.Event event,
      Task<I> task,
      @Nullable TaskId first,
      @Nullable String reason,
      long nanos) {
    if (reports.audits(event)) {
      collect(StageSpec.AUDIT, reports.event(event, task, first, reason, nanos, clock.getAsLong()));
    }
  }

  private void tellJoins(Task<I> task, List<O> results, List<Manifest.Child> children) {
    if (manifests != null) {
      for (O result : results) {
        collect(manifests, task.with(new Manifest<>(result, children)));
      }
    }
    ended(task, null, results, children);
  }

  private void ended(
      Task<I> task, @Nullable String reason, List<O> results, List<Manifest.Child> children) {
    if (outcomes != null) {
      collect(outcomes, task.with(new Outcome<>(stage, reason, results, children)));
    }
  }

  @SuppressWarnings("unchecked")
  private <P> void collectChild(io.taskweir.engine.Output<P> to, Task<?> child) {
    collect(to.tag(), (Task<P>) child);
  }

  @SuppressWarnings("unchecked")
  private <X> void collect(OutputTag<X> tag, X value) {
    output.collect(tag, (StreamRecord<X>) (StreamRecord<?>) record.replace(value));
  }
}
