package io.taskweir.engine.internal;

import io.taskweir.engine.Gathered;
import io.taskweir.engine.Manifest;
import io.taskweir.engine.Outcome;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
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
 * <p>State under the run's key: {@code manifest}, {@code findings} by child, {@code announced} (the
 * children of children), {@code missing} (how many announced children have not ended; written when
 * the manifest is there), {@code gather-timer} (the timeout that is set), all gone when it fires;
 * then {@code decided}, a tombstone with a lifetime. An arrival costs four reads and two writes,
 * and another two for each child that it announces.
 */
public final class GatherOperator<M, F> extends AbstractStreamOperator<Task<Gathered<M, F>>>
    implements TwoInputStreamOperator<Task<Manifest<M>>, Task<Outcome<F>>, Task<Gathered<M, F>>>,
        BoundedMultiInput,
        Triggerable<Tuple2<Long, Long>, VoidNamespace> {

  private static final long serialVersionUID = 1L;

  private final transient GatherSpec<M, F> spec;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient ValueState<Task<Manifest<M>>> manifest;
  private transient MapState<String, Task<Outcome<F>>> findings;
  private transient MapState<String, String> announced;
  private transient ValueState<Integer> missing;
  private transient ValueState<Long> timer;
  private transient ValueState<Boolean> decided;
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
    GatherStates<M, F> states =
        GatherStates.declare(context.getKeyedStateStore(), context.getOperatorStateStore(), spec);
    manifest = states.manifest();
    findings = states.findings();
    announced = states.announced();
    missing = states.missing();
    timer = states.timer();
    decided = states.decided();
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
    openInputs = 2;
  }

  @Override
  public void processElement1(StreamRecord<Task<Manifest<M>>> element) throws Exception {
    Task<Manifest<M>> parked = element.getValue();
    if (decided.value() != null) {
      late(parked);
      return;
    }
    if (manifest.value() != null) {
      return;
    }
    int open = open(parked.payload().children());
    for (String child : announced.keys()) {
      open += findings.contains(child) ? 0 : 1;
    }
    manifest.update(parked);
    missing.update(open);
    if (open == 0) {
      fire();
    } else {
      setTimer();
    }
  }

  @Override
  public void processElement2(StreamRecord<Task<Outcome<F>>> element) throws Exception {
    Task<Outcome<F>> ended = element.getValue();
    if (decided.value() != null) {
      late(ended);
      return;
    }
    String child = ended.id().hex();
    if (findings.contains(child)) {
      return;
    }
    findings.put(child, ended);
    List<Manifest.Child> more = ended.payload().announced();
    for (Manifest.Child announcedNow : more) {
      if (isAnswered(announcedNow)) {
        announced.put(announcedNow.id(), announcedNow.output());
      }
    }
    Integer before = missing.value();
    if (before != null) {
      int open = before + open(more) - (isAnnounced(child) ? 1 : 0);
      if (open == 0) {
        fire();
        return;
      }
      if (open != before) {
        missing.update(open);
      }
    }
    setTimer();
  }

  @Override
  public void onProcessingTime(InternalTimer<Tuple2<Long, Long>, VoidNamespace> fired)
      throws Exception {
    Long due = timer.value();
    if (due == null || due > fired.getTimestamp()) {
      return;
    }
    if (manifest.value() != null) {
      fire();
    } else {
      giveUp();
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
    Set<Tuple2<Long, Long>> keys = new LinkedHashSet<>();
    timers.forEachProcessingTimeTimer((namespace, time) -> keys.add(currentKey()));
    for (Tuple2<Long, Long> key : keys) {
      setCurrentKey(key);
      if (manifest.value() != null) {
        fire();
      } else {
        giveUp();
      }
    }
    super.processWatermark(Watermark.MAX_WATERMARK);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    accounts.snapshot();
  }

  private void fire() throws Exception {
    Task<Manifest<M>> parked = manifest.value();
    Set<String> silent = silent(parked.payload());
    TreeMap<String, Task<Outcome<F>>> ended = new TreeMap<>();
    for (Map.Entry<String, Task<Outcome<F>>> entry : findings.entries()) {
      ended.put(entry.getKey(), entry.getValue());
    }
    clear();
    decided.update(true);
    Gathered<M, F> gathered = gathered(parked.payload().parked(), ended, silent);
    tally.fired(gathered.missing().isEmpty());
    TaskId slot = TaskId.slot(spec.place().stage(), "", "", 0);
    output.collect(
        new StreamRecord<>(parked.child(parked.root().child(slot), parked.root(), gathered)));
  }

  /** Findings whose manifest never came: their run has been decided and forgotten. */
  private void giveUp() throws Exception {
    List<Task<Outcome<F>>> orphans = new ArrayList<>();
    findings.values().forEach(orphans::add);
    clear();
    for (Task<Outcome<F>> orphan : orphans) {
      late(orphan);
    }
  }

  private Gathered<M, F> gathered(
      M parked, Map<String, Task<Outcome<F>>> ended, Set<String> silent) {
    List<F> found = new ArrayList<>();
    List<Gathered.Ended> without = new ArrayList<>();
    for (Task<Outcome<F>> child : ended.values()) {
      Outcome<F> outcome = child.payload();
      found.addAll(outcome.results());
      if (outcome.results().isEmpty()) {
        without.add(new Gathered.Ended(outcome.stage(), reason(outcome)));
      }
    }
    without.sort(Comparator.comparing(Gathered.Ended::stage).thenComparing(Gathered.Ended::reason));
    return new Gathered<>(parked, found, without, new ArrayList<>(silent));
  }

  /** The stages that owe an answer. */
  private Set<String> silent(Manifest<M> parked) throws Exception {
    Set<String> silent = new TreeSet<>();
    for (Manifest.Child child : parked.children()) {
      if (isAnswered(child) && !findings.contains(child.id())) {
        silent.add(spec.answers().get(child.output()));
      }
    }
    for (Map.Entry<String, String> child : announced.entries()) {
      if (!findings.contains(child.getKey())) {
        silent.add(spec.answers().get(child.getValue()));
      }
    }
    return silent;
  }

  private static String reason(Outcome<?> outcome) {
    return outcome.reason() == null ? "NO_RESULT" : outcome.reason();
  }

  /** How many of {@code children} somebody answers for and have not ended. */
  private int open(List<Manifest.Child> children) throws Exception {
    int open = 0;
    for (Manifest.Child child : children) {
      open += isAnswered(child) && !findings.contains(child.id()) ? 1 : 0;
    }
    return open;
  }

  private boolean isAnswered(Manifest.Child child) {
    return spec.answers().containsKey(child.output());
  }

  private boolean isAnnounced(String child) throws Exception {
    for (Manifest.Child expected : manifest.value().payload().children()) {
      if (expected.id().equals(child)) {
        return isAnswered(expected);
      }
    }
    return announced.contains(child);
  }

  private void setTimer() throws Exception {
    if (timer.value() == null) {
      long due = now() + spec.timeout().toMillis();
      timer.update(due);
      tally.waits();
      timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, due);
    }
  }

  private void clear() throws Exception {
    Long due = timer.value();
    if (due != null) {
      timers.deleteProcessingTimeTimer(VoidNamespace.INSTANCE, due);
      tally.waited();
    }
    manifest.clear();
    findings.clear();
    announced.clear();
    missing.clear();
    timer.clear();
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
