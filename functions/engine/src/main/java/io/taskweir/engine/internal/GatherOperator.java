package io.taskweir.engine.internal;

import io.taskweir.engine.Gathered;
import io.taskweir.engine.Manifest;
import io.taskweir.engine.Outcome;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicLong;
import javax.annotation.Nullable;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gathers under a run's key what a stage parked and what its children found, and hands both on
 * once: when every announced child has ended, else at the timeout, else at the end of the input. A
 * child announces children of its own as it ends. The order of arrival changes nothing, and a
 * repeated outcome counts once.
 *
 * <p>A run is held on the heap until it is whole, which is mostly a moment, and goes into state
 * with the next barrier where it is not; or when too much is held, or at the timeout of the first
 * that is.
 *
 * <p>State under the run's key: {@code manifest}, {@code findings} by child, {@code announced} (the
 * children of children), {@code missing} (how many expected children have not ended), {@code
 * gather-timer} (the timeout that is set), all gone when the run goes on; then {@code decided}, a
 * tombstone with a lifetime. A run that is whole before a barrier comes costs two reads and a
 * write, and what comes late costs a read. Each barrier in between costs a write for each thing
 * that has come, and reading all of it again with the next that comes.
 */
public final class GatherOperator<M, F> extends AbstractStreamOperator<Task<Gathered<M, F>>>
    implements TwoInputStreamOperator<Task<Manifest<M>>, Task<Outcome<F>>, Task<Gathered<M, F>>>,
        BoundedMultiInput,
        Triggerable<Tuple2<Long, Long>, VoidNamespace> {

  private static final long serialVersionUID = 1L;

  private final transient GatherSpec<M, F> spec;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient GatherStates<M, F> states;
  private transient Map<Tuple2<Long, Long>, Gathering<M, F>> held;
  private transient int heldArrivals;
  @Nullable private transient ScheduledFuture<?> alarm;
  private transient Accounts accounts;
  private transient GatherMetrics tally;
  private transient Reports<Void> reports;
  private transient int openInputs;

  GatherOperator(StreamOperatorParameters<Task<Gathered<M, F>>> parameters, GatherSpec<M, F> spec) {
    super(parameters);
    this.spec = spec;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    states =
        GatherStates.declare(context.getKeyedStateStore(), context.getOperatorStateStore(), spec);
    accounts = new Accounts(states.account(), getRuntimeContext(), spec.place().stage());
  }

  @Override
  public void open() throws Exception {
    super.open();
    timers = getInternalTimerService(GatherStates.TIMERS, VoidNamespaceSerializer.INSTANCE, this);
    AtomicLong waiting = new AtomicLong();
    timers.forEachProcessingTimeTimer((namespace, time) -> waiting.incrementAndGet());
    tally = new GatherMetrics(getMetricGroup(), waiting.get());
    reports = new Reports<>(spec.place(), spec.audit(), null);
    held = new HashMap<>();
    openInputs = 2;
  }

  @Override
  public void processElement1(StreamRecord<Task<Manifest<M>>> element) throws Exception {
    Gathering<M, F> run = run();
    if (run == null) {
      late(element.getValue());
      return;
    }
    heldArrivals += run.announce(element.getValue()) ? 1 : 0;
    goOn(run);
  }

  @Override
  public void processElement2(StreamRecord<Task<Outcome<F>>> element) throws Exception {
    Gathering<M, F> run = run();
    if (run == null) {
      late(element.getValue());
      return;
    }
    heldArrivals += run.end(element.getValue()) ? 1 : 0;
    goOn(run);
  }

  @Override
  public void onProcessingTime(InternalTimer<Tuple2<Long, Long>, VoidNamespace> fired)
      throws Exception {
    Gathering<M, F> onHeap = held.get(fired.getKey());
    Gathering<M, F> run = onHeap == null ? states.read(fired.getKey(), spec.answers()) : onHeap;
    if (run != null && run.due() <= fired.getTimestamp()) {
      end(run);
    }
  }

  @Override
  public void onEventTime(InternalTimer<Tuple2<Long, Long>, VoidNamespace> unused) {
    throw new IllegalStateException("a join sets no event-time timers");
  }

  /** Holds the last watermark until everything has fired. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.getTimestamp() != Long.MAX_VALUE || openInputs == 0) {
      super.processWatermark(mark);
    }
  }

  /** When both inputs have ended nothing can come any more: what is gathered goes on as it is. */
  @Override
  public void endInput(int input) throws Exception {
    openInputs--;
    if (openInputs > 0) {
      return;
    }
    flush();
    Set<Tuple2<Long, Long>> keys = new LinkedHashSet<>();
    timers.forEachProcessingTimeTimer((namespace, time) -> keys.add(currentKey()));
    for (Tuple2<Long, Long> key : keys) {
      setCurrentKey(key);
      end(states.read(key, spec.answers()));
    }
    super.processWatermark(Watermark.MAX_WATERMARK);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
    flush();
    super.prepareSnapshotPreBarrier(checkpoint);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    accounts.snapshot();
  }

  /** The current run, from the heap or else from state; null where it has been decided. */
  @Nullable
  private Gathering<M, F> run() throws Exception {
    Tuple2<Long, Long> key = currentKey();
    Gathering<M, F> onHeap = held.get(key);
    if (onHeap != null) {
      return onHeap;
    }
    if (states.decided().value() != null) {
      return null;
    }
    Gathering<M, F> run = states.read(key, spec.answers());
    if (run == null) {
      long due = now() + spec.timeout().toMillis();
      run = new Gathering<>(key, due, false, spec.answers());
      tally.waits();
    }
    hold(run);
    return run;
  }

  private void hold(Gathering<M, F> run) {
    held.put(run.key(), run);
    heldArrivals += run.arrivals();
    if (alarm == null) {
      alarm = processingTimeService.registerTimer(run.due(), time -> flush());
    }
  }

  private void goOn(Gathering<M, F> run) throws Exception {
    if (run.isWhole()) {
      fire(run);
    } else if (heldArrivals >= spec.held()) {
      flush();
    }
  }

  /** Brings into state what is held. The timers there fire what is due of it. */
  private void flush() throws Exception {
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
    Collection<Gathering<M, F>> runs = held.values();
    held = new HashMap<>();
    heldArrivals = 0;
    for (Gathering<M, F> run : runs) {
      setCurrentKey(run.key());
      states.write(run, timers);
    }
  }

  /** The current run goes on as it is. */
  private void end(Gathering<M, F> run) throws Exception {
    if (run.manifest() != null) {
      fire(run);
    } else {
      giveUp(run);
    }
  }

  private void fire(Gathering<M, F> run) throws Exception {
    forget(run);
    states.decided().update(true);
    Gathered<M, F> gathered = run.gathered();
    tally.fired(gathered.missing().isEmpty());
    Task<Manifest<M>> parked = run.manifest();
    TaskId slot = TaskId.slot(spec.place().stage(), "", "", 0);
    output.collect(
        new StreamRecord<>(parked.child(parked.root().child(slot), parked.root(), gathered)));
  }

  /** Findings whose manifest never came: their run has been decided and forgotten. */
  private void giveUp(Gathering<M, F> run) throws Exception {
    forget(run);
    for (Task<Outcome<F>> orphan : run.findings()) {
      late(orphan);
    }
  }

  private void forget(Gathering<M, F> run) {
    if (held.remove(run.key()) != null) {
      heldArrivals -= run.arrivals();
    }
    states.clear(run, timers);
    tally.waited();
  }

  private void late(Task<?> task) {
    accounts.late();
    tally.late();
    if (reports.audits(AuditEvent.Event.LATE)) {
      AuditEvent event = reports.event(AuditEvent.Event.LATE, task, null, "LATE", 0, now());
      output.collect(StageSpec.AUDIT, new StreamRecord<>(event));
    }
  }

  @SuppressWarnings("unchecked")
  private Tuple2<Long, Long> currentKey() {
    return (Tuple2<Long, Long>) getCurrentKey();
  }

  private long now() {
    return processingTimeService.getCurrentProcessingTime();
  }
}
