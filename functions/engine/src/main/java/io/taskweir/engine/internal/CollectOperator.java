package io.taskweir.engine.internal;

import io.taskweir.engine.Batch;
import io.taskweir.engine.Batch.Cause;
import io.taskweir.engine.Missed;
import io.taskweir.engine.internal.Dues.Due;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.Collected;
import io.taskweir.state.FailureClass;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the items of a key in {@link Collection state} and hands them on as one batch when its
 * trigger says so: when enough are there, at a cron time, or after the longest wait. When that is,
 * {@link Dues} decides.
 *
 * <p>An item counts as done here when it is in state. That costs a read and two writes; the first
 * of a batch one read and a timer more. A firing reads the items and removes all that is kept but
 * the number of firings. A restore reads an entry for each key that has items or a schedule.
 *
 * <p>A timer that was due before the job came up was missed: what then fires, {@link Missed} says.
 * A timer that is due later fires as if in time, however late it is.
 */
public final class CollectOperator<I> extends AbstractStreamOperator<Task<Batch<I>>>
    implements OneInputStreamOperator<Task<I>, Task<Batch<I>>>,
        BoundedOneInput,
        Triggerable<Tuple2<Long, Long>, VoidNamespace> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(CollectOperator.class);

  private static final Comparator<Tuple2<Long, Long>> BY_HEX =
      Comparator.<Tuple2<Long, Long>, Long>comparing(key -> key.f0, Long::compareUnsigned)
          .thenComparing(key -> key.f1, Long::compareUnsigned);

  private final transient CollectSpec<I> spec;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient Collection<I> collection;
  private transient Dues dues;
  private transient Accounts accounts;
  private transient BatchMetrics tally;
  private transient Reports<I> reports;
  private transient long opened;
  private transient boolean restored;
  private transient boolean inputEnded;

  CollectOperator(StreamOperatorParameters<Task<Batch<I>>> parameters, CollectSpec<I> spec) {
    super(parameters);
    this.spec = spec;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    CollectStates<I> states =
        CollectStates.declare(context.getKeyedStateStore(), context.getOperatorStateStore(), spec);
    collection = states.collection();
    accounts = new Accounts(states.account(), getRuntimeContext(), spec.place().stage());
    restored = context.isRestored();
  }

  @Override
  public void open() throws Exception {
    super.open();
    opened = now();
    dues = new Dues(spec.trigger(), opened);
    tally = new BatchMetrics(getMetricGroup(), collection);
    reports =
        new Reports<>(
            spec.place(),
            spec.audit(),
            spec.item().createSerializer(getExecutionConfig().getSerializerConfig()));
    timers = getInternalTimerService(CollectStates.TIMERS, VoidNamespaceSerializer.INSTANCE, this);
    if (restored) {
      for (Tuple2<Long, Long> key : keys()) {
        setCurrentKey(key);
        resume(collection.key());
      }
    }
  }

  @Override
  public void processElement(StreamRecord<Task<I>> element) throws Exception {
    accounts.started();
    Task<I> item = element.getValue();
    Failure refusal = refusal(item);
    if (refusal != null) {
      die(item, refusal);
      return;
    }
    Collected key = collection.keyOf(item, now()).plusItem(now());
    collection.add(item);
    accounts.succeeded();
    if (key.count() >= spec.trigger().count()) {
      fire(key, List.of(new Due(now(), now(), Cause.COUNT)));
    } else {
      collection.put(planned(key));
    }
    audit(AuditEvent.Event.SUCCEEDED, item, null);
  }

  @Override
  public void onProcessingTime(InternalTimer<Tuple2<Long, Long>, VoidNamespace> timer)
      throws Exception {
    Collected key = collection.key();
    if (key == null || key.timer() != timer.getTimestamp()) {
      return;
    }
    Collected unset = key.timedAt(Collected.NEVER);
    if (timer.getTimestamp() < opened) {
      makeUp(unset);
    } else {
      come(unset, timer.getTimestamp());
    }
  }

  @Override
  public void onEventTime(InternalTimer<Tuple2<Long, Long>, VoidNamespace> unused) {
    throw new IllegalStateException("a trigger sets no event-time timers");
  }

  /** Holds the last watermark until everything has fired. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.getTimestamp() != Long.MAX_VALUE || inputEnded) {
      super.processWatermark(mark);
    }
  }

  /** Nothing can come any more: what is collected goes on as it is, in order of key. */
  @Override
  public void endInput() throws Exception {
    inputEnded = true;
    for (Tuple2<Long, Long> at : keys()) {
      setCurrentKey(at);
      Collected key = collection.key();
      if (key.count() > 0) {
        fire(key, List.of(new Due(now(), now(), Cause.END)));
      } else {
        forget(key);
      }
    }
    super.processWatermark(Watermark.MAX_WATERMARK);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    accounts.snapshot();
  }

  /**
   * Goes on with the current key after a restore. Where the trigger is declared anew, its timer may
   * be another one, and cron times that passed before are not owed.
   */
  private void resume(Collected key) throws Exception {
    collection.recount(key);
    if (key.timer() >= opened) {
      Collected planned = planned(dues.answered(key, jitter()));
      if (!planned.equals(key)) {
        collection.put(planned);
      }
    }
  }

  /** Answers a timer that came while the job was up. */
  private void come(Collected key, long time) throws Exception {
    Due next = dues.next(key, jitter());
    if (next.at() > time) {
      collection.put(planned(key));
    } else if (next.cause() == null) {
      forget(key);
    } else {
      fire(next.cause() == Cause.SCHEDULE ? key.answeredTo(next.due()) : key, List.of(next));
    }
  }

  /** Answers a timer that came while the job was down. */
  private void makeUp(Collected key) throws Exception {
    List<Due> missed = dues.missed(key, jitter());
    Collected answered = dues.answered(key, jitter());
    if (missed.isEmpty()) {
      collection.put(planned(dues.waitingAnew(answered)));
      return;
    }
    long first = dues.leftOutBefore(key);
    if (first > 0) {
      Instant kept = Instant.ofEpochMilli(first);
      LOG.warn("{}: missed times before {} are left out", spec.place().stage(), kept);
    }
    fire(answered, missed);
  }

  /** Fires the current key, the first time with its items and then without. */
  private void fire(Collected key, List<Due> dueNow) throws Exception {
    List<I> items = key.count() > 0 ? collection.take() : List.of();
    List<Task<Batch<I>>> batches = new ArrayList<>();
    for (Due due : dueNow) {
      long firing = key.firings() + batches.size() + 1;
      batches.add(batch(key, new Batch<>(items, due.cause(), due.due(), firing)));
      items = List.of();
    }
    Collected after = key.fired(batches.size());
    if (spec.trigger().firesEmpty() && !inputEnded) {
      collection.put(planned(after));
    } else {
      forget(after);
    }
    for (Task<Batch<I>> batch : batches) {
      tally.fired(batch.payload().cause());
      output.collect(new StreamRecord<>(batch));
    }
  }

  private Task<Batch<I>> batch(Collected key, Batch<I> batch) {
    TaskId at = currentId();
    TaskId id =
        TaskId.derive("batch", spec.place().stage(), at.hex(), Long.toString(batch.firing()));
    return new Task<>(
        id, id, null, at, key.tenant(), 0, 1, 0, batch.due(), Task.NO_DEADLINE, null, batch);
  }

  /** The current key with its timer where it must be; one that was missed stays, it comes soon. */
  private Collected planned(Collected key) {
    if (key.timer() < opened) {
      return key;
    }
    long due = Math.max(opened, dues.next(key, jitter()).at());
    if (due != key.timer()) {
      stopTimer(key);
      if (due != Collected.NEVER) {
        timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, due);
      }
    }
    return key.timedAt(due);
  }

  private void forget(Collected key) throws Exception {
    stopTimer(key);
    collection.forget(key);
  }

  private void stopTimer(Collected key) {
    if (key.timer() != Collected.NEVER) {
      timers.deleteProcessingTimeTimer(VoidNamespace.INSTANCE, key.timer());
    }
  }

  @Nullable
  private Failure refusal(Task<I> item) {
    if (spec.keys().isMissing(item, currentId())) {
      return Failure.of("KEY", FailureClass.POISON, "the task has no key for this stage");
    }
    return now() < item.deadline()
        ? null
        : Failure.of(
            "DEADLINE",
            FailureClass.LIMIT,
            "the deadline " + Instant.ofEpochMilli(item.deadline()) + " has passed");
  }

  private void die(Task<I> item, Failure failure) throws Exception {
    accounts.dead();
    output.collect(
        StageSpec.DEAD_LETTERS,
        new StreamRecord<>(reports.deadLetter(item, failure, List.of(), now())));
    audit(AuditEvent.Event.DEAD, item, failure.reason());
  }

  private void audit(AuditEvent.Event event, Task<I> item, @Nullable String reason) {
    if (reports.audits(event)) {
      output.collect(
          StageSpec.AUDIT, new StreamRecord<>(reports.event(event, item, null, reason, 0, now())));
    }
  }

  /** Every key with items or a schedule, in order of its hex digits. */
  private List<Tuple2<Long, Long>> keys() {
    KeyedStateBackend<Tuple2<Long, Long>> backend = getKeyedStateBackend();
    try (Stream<Tuple2<Long, Long>> keys =
        backend.getKeys(Collection.KEYS, VoidNamespace.INSTANCE)) {
      return keys.sorted(BY_HEX).toList();
    }
  }

  private long jitter() {
    return dues.jitter(currentKey());
  }

  private TaskId currentId() {
    Tuple2<Long, Long> key = currentKey();
    return new TaskId(key.f0, key.f1);
  }

  @SuppressWarnings("unchecked")
  private Tuple2<Long, Long> currentKey() {
    return (Tuple2<Long, Long>) getCurrentKey();
  }

  private long now() {
    return processingTimeService.getCurrentProcessingTime();
  }
}
