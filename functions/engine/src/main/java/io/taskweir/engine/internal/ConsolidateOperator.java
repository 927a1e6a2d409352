package io.taskweir.engine.internal;

import io.taskweir.engine.internal.Rollup.Firing;
import io.taskweir.state.Attempt;
import io.taskweir.state.FailureClass;
import io.taskweir.state.Task;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import javax.annotation.Nullable;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.java.tuple.Tuple2;
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

/**
 * Consolidates the items of each key over windows of event time, all lengths in one operator.
 *
 * <p>Two clocks. A key's own clock, the highest event time that it has accepted, alone decides what
 * is late: an item whose finest window ended at or before the clock less the lateness. So no other
 * key and no lagging partition makes anything late. The watermark only makes windows fire sooner: a
 * window fires when either has reached its end, and fires again with a higher version when
 * something came after. What both can do is cost further versions; the last one is the same.
 *
 * <p>Keys are held on the heap ({@link Bundling}) and go into state before each barrier. Until then
 * their windows fire there: before each watermark that has something to fire of them, and every
 * five seconds what their own clocks have reached.
 *
 * <p>A key comes to the heap without a read. An item that is not late by the highest clock of all
 * keys is not late by its own, so nearly every item can be taken, for good, before anything is
 * known of its key. What state has of the keys is read when they are brought there, or something of
 * them may fire, in the order of state ({@link KeyOrder}), which halves the cost of reading and
 * writing keys that seldom come; or singly, when one of their items may be late. A single key whose
 * clock is far ahead makes each first item of a key one that may be: dearer, not wrong.
 *
 * <p>State accesses, of a key between two barriers: a read and a write of its timeline, in which is
 * what its finest window holds. Where something fires, a read and a write of the list of what has
 * fired; a read and a write of each delta of a coarser window that grew, a removal of each that was
 * said; a write of each total that may still be corrected, a removal of each that no longer can; a
 * timer less and one more. A correction costs a read of its total. Each further item of the key
 * costs a look-up on the heap.
 *
 * <p>Bytes in RocksDB, S being the summary's: a key has a timeline of some 70 + S and 8 a length,
 * and one delta of about 36 + S a length but the finest; each window that can still be corrected
 * adds 50 + S. So a key at {@code 1m,1h,1d,1mo} with a lateness of 5 minutes and a summary of 150
 * bytes takes about 850 for what is open and 1,400 for the seven minutes that can be corrected: 23
 * MB for 10,000 keys, 2.3 GB for 1,000,000. A window that cannot be corrected any more goes when
 * its key next fires.
 */
public final class ConsolidateOperator<X, I, A, O> extends AbstractStreamOperator<Task<O>>
    implements OneInputStreamOperator<X, Task<O>>,
        BoundedOneInput,
        Triggerable<Tuple2<Long, Long>, VoidNamespace> {

  private static final long serialVersionUID = 1L;

  private static final long EARLIEST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
  private static final long LATEST = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();

  private final transient ConsolidateSpec<I, A, O> spec;
  private final transient Arrivals<X, I> arrivals;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient Levels levels;
  private transient Rollup<A> rollup;
  private transient Bundle<A> bundle;
  private transient ListState<Long> highestClock;
  private transient long highest;
  private transient Accounts accounts;
  private transient ConsolidateMetrics tally;
  private transient ConsolidateOutput<X, I, A, O> out;
  @Nullable private transient ScheduledFuture<?> alarm;
  private transient long watermark;
  private transient int keyGroups;
  private transient boolean inputEnded;

  ConsolidateOperator(
      StreamOperatorParameters<Task<O>> parameters,
      ConsolidateSpec<I, A, O> spec,
      Arrivals<X, I> arrivals) {
    super(parameters);
    this.spec = spec;
    this.arrivals = arrivals;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    levels = new Levels(spec.lengths(), spec.zone());
    ConsolidateStates<A> states =
        ConsolidateStates.declare(
            context.getKeyedStateStore(), context.getOperatorStateStore(), spec, levels);
    Layout.keep(states.layout(), spec);
    rollup = states.rollup();
    highestClock = states.highestClock();
    highest = restoredClock(context);
    accounts = new Accounts(states.account(), getRuntimeContext(), spec.place().stage());
  }

  /** Of a build that did not keep it, it is found among all keys. */
  private long restoredClock(StateInitializationContext context) throws Exception {
    long restored = Standing.NO_CLOCK;
    boolean isKept = false;
    for (long one : highestClock.get()) {
      restored = Math.max(restored, one);
      isKept = true;
    }
    return isKept || !context.isRestored() ? restored : rollup.highestClock(getKeyedStateBackend());
  }

  @Override
  public void open() throws Exception {
    super.open();
    timers =
        getInternalTimerService(ConsolidateStates.TIMERS, VoidNamespaceSerializer.INSTANCE, this);
    bundle = new Bundle<>(spec.bundling());
    keyGroups = getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
    tally = new ConsolidateMetrics(getMetricGroup(), bundle::entries);
    watermark = Long.MIN_VALUE;
    out =
        new ConsolidateOutput<>(
            spec,
            arrivals,
            levels,
            output,
            new Reports<>(
                spec.place(),
                spec.audit(),
                spec.input().createSerializer(getExecutionConfig().getSerializerConfig())),
            this::now);
  }

  /** The key is made with the item, and state is told of it only where state is touched. */
  @Override
  public void setKeyContextElement(StreamRecord<X> element) {}

  @Override
  public void processElement(StreamRecord<X> element) throws Exception {
    accounts.started();
    tally.in();
    X arrived = element.getValue();
    Object name = arrivals.name(arrived);
    Failure unfit = name == null ? noKey() : passed(arrivals.deadline(arrived));
    if (unfit != null) {
      die(element, unfit, List.of());
      return;
    }
    Standing<A> key = standing(name, arrived);
    Taken taken = take(key, arrivals.item(arrived));
    if (taken.failure() == null) {
      accounts.succeeded();
      tally.succeeded();
      out.succeeded(element);
    } else {
      die(element, taken.failure(), taken.attempts());
    }
    goOn(taken);
  }

  @Override
  public void onEventTime(InternalTimer<Tuple2<Long, Long>, VoidNamespace> timer) throws Exception {
    Standing<A> held = bundle.get(timer.getKey());
    if (held == null) {
      settle(new Standing<>(null, timer.getKey(), 0, ""));
    } else {
      know(held);
      held.timerFired();
      fire(held);
      bundle.expect(held.due());
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<Tuple2<Long, Long>, VoidNamespace> timer) {
    throw new IllegalStateException("a consolidation sets no processing-time timers");
  }

  /** Fires what it reaches and then goes on; the last one is held until the input has ended. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.getTimestamp() == Long.MAX_VALUE && !inputEnded) {
      return;
    }
    watermark = mark.getTimestamp();
    if (bundle.earliestEnd() <= watermark) {
      fireHeld();
    }
    super.processWatermark(mark);
  }

  /** Nothing can come any more: all that has not been said fires, of unfinished windows too. */
  @Override
  public void endInput() throws Exception {
    inputEnded = true;
    watermark = Long.MAX_VALUE;
    flush();
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
    highestClock.update(List.of(highest));
    accounts.snapshot();
  }

  /**
   * What became of an item.
   *
   * @param failure why it was not taken; null where it was
   * @param attempts the attempt, where it was the user's code that failed
   * @param window its finest window
   * @param entry whether it is the first of that window on the heap
   */
  private record Taken(
      @Nullable Failure failure, List<Attempt> attempts, long window, boolean entry) {

    static Taken not(Failure failure) {
      return new Taken(failure, List.of(), 0, false);
    }
  }

  private static Failure noKey() {
    return Failure.of("KEY", FailureClass.POISON, "the task has no key for this stage");
  }

  @Nullable
  private Failure passed(long deadline) {
    return deadline == Task.NO_DEADLINE || now() < deadline
        ? null
        : Failure.of(
            "DEADLINE",
            FailureClass.LIMIT,
            "the deadline " + Instant.ofEpochMilli(deadline) + " has passed");
  }

  /** The key on the heap, where it comes to unless it is there. */
  private Standing<A> standing(Object name, X arrived) throws Exception {
    Standing<A> held = bundle.named(name);
    if (held != null) {
      tally.bundleHit();
      return held;
    }
    Tuple2<Long, Long> stageKey = arrivals.getKey(arrived);
    Standing<A> come =
        new Standing<>(
            name, stageKey, KeyOrder.place(stageKey, keyGroups), arrivals.tenant(arrived));
    bundle.hold(come);
    return come;
  }

  /** Adds an item to its finest window, on the heap. Nothing has changed where that fails. */
  private Taken take(Standing<A> key, I item) throws Exception {
    long time;
    try {
      time = spec.consolidation().eventTime(item);
    } catch (RuntimeException | StackOverflowError e) {
      return broken(e);
    }
    if (time < EARLIEST || time >= LATEST) {
      return Taken.not(outOfRange(time));
    }
    long window = levels.finest(time);
    if (isLate(window, key)) {
      return Taken.not(late(time, key.clock()));
    }
    A added;
    try {
      A before = key.news(window);
      added =
          spec.consolidation().add(before == null ? spec.consolidation().empty() : before, item);
    } catch (RuntimeException | StackOverflowError e) {
      return broken(e);
    }
    highest = Math.max(highest, time);
    return new Taken(null, List.of(), window, key.put(window, added, time));
  }

  private Taken broken(Throwable error) {
    Failure failure = Failure.of(error);
    Attempt attempt = new Attempt(Instant.ofEpochMilli(now()), failure.error());
    return new Taken(failure, List.of(attempt), 0, false);
  }

  private boolean isLate(long window, Standing<A> key) throws Exception {
    if (!rollup.isGone(window, highest)) {
      return false;
    }
    know(key);
    return rollup.isGone(window, key.clock());
  }

  /** Has its timeline read. */
  private void know(Standing<A> key) throws Exception {
    if (!key.isRead()) {
      setCurrentKey(key.stageKey());
      rollup.read(key);
    }
  }

  /** Sees to it that what is held back goes into state, in time. */
  private void goOn(Taken taken) throws Exception {
    if (taken.failure() == null) {
      bundle.heldItem(taken.entry(), levels.nextEnd(taken.window(), watermark));
    }
    if (bundle.isFull()) {
      flush();
    } else if (alarm == null) {
      alarm =
          processingTimeService.registerTimer(now() + spec.bundling().millis(), time -> onAlarm());
    }
  }

  private void onAlarm() throws Exception {
    alarm = null;
    fireHeld();
  }

  /** Fires what is due of the keys on the heap, which stay there. */
  private void fireHeld() throws Exception {
    for (Standing<A> key : bundle.held()) {
      know(key);
      fire(key);
      if (key.remembered() > spec.bundling().remembered()) {
        bundle.giveUp(key);
        write(key);
      }
    }
    bundle.recount();
  }

  private void flush() throws Exception {
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
    if (bundle.isEmpty()) {
      return;
    }
    tally.bundleFlush();
    for (Standing<A> key : bundle.drain()) {
      settle(key);
    }
  }

  private void settle(Standing<A> key) throws Exception {
    know(key);
    fire(key);
    write(key);
  }

  private void fire(Standing<A> key) throws Exception {
    if (!key.isDue(watermark)) {
      return;
    }
    setCurrentKey(key.stageKey());
    for (Firing<A> firing : rollup.fire(key, watermark)) {
      tally.fired(firing.version());
      out.emit(key.stageKey(), key.tenant(), firing);
    }
  }

  private void write(Standing<A> key) throws Exception {
    setCurrentKey(key.stageKey());
    rollup.write(key, timers);
  }

  private void die(StreamRecord<X> element, Failure failure, List<Attempt> attempts)
      throws Exception {
    accounts.dead();
    tally.dead(failure.failureClass());
    out.dead(element, failure, attempts);
  }

  private Failure late(long time, long clock) {
    return Failure.of(
        "LATE",
        FailureClass.LIMIT,
        "event time "
            + Instant.ofEpochMilli(time)
            + ": its window ended before the key's clock "
            + Instant.ofEpochMilli(clock)
            + " less the lateness of "
            + spec.lateness().toMillis()
            + " ms");
  }

  private static Failure outOfRange(long time) {
    return Failure.of(
        "LIMIT",
        FailureClass.LIMIT,
        "event time: a moment of the years 1 to 9999 expected, got " + time + " ms");
  }

  private long now() {
    return processingTimeService.getCurrentProcessingTime();
  }
}
