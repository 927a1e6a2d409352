package io.taskweir.engine.internal;

import io.taskweir.engine.Manifest;
import io.taskweir.engine.Outcome;
import io.taskweir.state.Attempt;
import io.taskweir.state.AuditEvent.Event;
import io.taskweir.state.Claim;
import io.taskweir.state.FailureClass;
import io.taskweir.state.Hold;
import io.taskweir.state.Retry;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import javax.annotation.Nullable;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.taskmanager.TaskManagerRuntimeInfo;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stage: it runs one task a record, and each record ends as a result, a suppressed repeat or a
 * dead letter.
 *
 * <p>Every path is decide, then write state, then emit, and no emission stands inside a try: a
 * failure downstream surfaces in {@code collect}, and taking it for the task's own would turn
 * broken infrastructure into dead letters.
 *
 * <p>State accesses a record, on the way without failure: none without idempotency; with {@code
 * once} a write of the claim where the task runs, in RocksDB before the next barrier at the latest,
 * and a read unless RocksDB holds it and the key was done lately or is known to have no claim; with
 * {@code memoize} a read more for each output on a repeat, a write or removal more for each on a
 * first. A record that fails adds a read, two writes and a timer, its retry two reads and two
 * removals. A task that is held costs as much as one that fails, and each time that another wakes
 * it a read of all that wait under the key and one more for each that is held; where nothing is
 * held a success reads nothing for it.
 *
 * <p>Whoever makes it of one input or of two: its last input that ends calls {@link #drain}.
 */
public abstract class StageOperator<I, O> extends AbstractStreamOperator<Task<O>>
    implements Triggerable<Tuple2<Long, Long>, VoidNamespace> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(StageOperator.class);

  private final transient StageSpec<I, O> spec;
  @Nullable private final transient OutputTag<Task<Outcome<O>>> outcomes;
  @Nullable private final transient OutputTag<Task<Manifest<O>>> manifests;

  private transient MailboxExecutor mailbox;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient StageStates<I> states;
  @Nullable private transient Claims<I> claims;
  @Nullable private transient SharedState shared;
  private transient Waiting<I> waiting;
  private transient Accounts accounts;
  private transient StageMetrics tally;
  private transient TaskRunner<I, O> runner;
  private transient RetrySchedule schedule;
  private transient Path scratchRoot;
  private transient LogLabels labels;
  private transient Slots slots;
  private transient StageOutput<I, O> out;
  private transient boolean restored;
  private transient boolean woke;
  private transient boolean draining;
  private transient boolean lastAttempts;
  private transient boolean inputEnded;

  StageOperator(
      StreamOperatorParameters<Task<O>> parameters,
      StageSpec<I, O> spec,
      @Nullable OutputTag<Task<Outcome<O>>> outcomes,
      @Nullable OutputTag<Task<Manifest<O>>> manifests) {
    super(parameters);
    this.spec = spec;
    this.outcomes = outcomes;
    this.manifests = manifests;
  }

  @Override
  public void setMailboxExecutor(MailboxExecutor executor) {
    mailbox = executor;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    states =
        StageStates.declare(context.getKeyedStateStore(), context.getOperatorStateStore(), spec);
    claims = states.claims();
    shared = states.shared();
    waiting = states.waiting();
    accounts = new Accounts(states.account(), getRuntimeContext(), spec.place().stage());
    restored = context.isRestored();
  }

  @Override
  public void open() throws Exception {
    super.open();
    if (claims != null) {
      int slots = taskManager().getConfiguration().get(TaskManagerOptions.NUM_TASK_SLOTS);
      int keyGroups = getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
      claims.open(getKeyedStateBackend(), keyGroups, slots, restored, now());
    }
    timers = getInternalTimerService(StageStates.TIMERS, VoidNamespaceSerializer.INSTANCE, this);
    for (Tuple2<Long, Long> key : keysThatWait()) {
      setCurrentKey(key);
      waiting.recount(currentId());
    }
    tally =
        new StageMetrics(
            getMetricGroup(), waiting, processingTimeService::getCurrentProcessingTime);
    schedule = new RetrySchedule(spec.settings());
    scratchRoot = scratchRoot();
    labels = new LogLabels(spec.place(), subtask());
    slots = new Slots(spec.place().stage());
    out =
        new StageOutput<>(
            spec.place().stage(),
            output,
            outcomes,
            manifests,
            new Reports<>(
                spec.place(),
                spec.settings().audit(),
                spec.input().createSerializer(getExecutionConfig().getSerializerConfig())),
            tally,
            processingTimeService::getCurrentProcessingTime);
    runner = new TaskRunner<>(spec, getContainingTask()::isCanceled);
    runner.open();
  }

  /** Takes a task in and follows it to its end, or to where it waits. */
  final void process(StreamRecord<Task<I>> element) throws Exception {
    accounts.started();
    tally.in();
    out.at(element);
    admit(element.getValue());
    if (woke) {
      releaseFollowers();
    }
  }

  /** What the stage's settings say now; null where it reads none. */
  @Nullable
  Object settings() {
    return null;
  }

  final StageSpec<I, O> spec() {
    return spec;
  }

  final StageStates<I> states() {
    return states;
  }

  @Override
  public void onProcessingTime(InternalTimer<Tuple2<Long, Long>, VoidNamespace> timer)
      throws Exception {
    out.atNoTime();
    rerun(waiting.due(timer.getTimestamp()));
  }

  @Override
  public void onEventTime(InternalTimer<Tuple2<Long, Long>, VoidNamespace> timer) {
    throw new IllegalStateException("a stage sets no event-time timers");
  }

  /** Holds the last watermark until the stage has drained: what it still emits comes before it. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.getTimestamp() != Long.MAX_VALUE || inputEnded) {
      super.processWatermark(mark);
    }
  }

  /**
   * Drains: what is held gets its last run at once, since nothing comes that could wake it; waiting
   * retries keep to their times up to the drain timeout, then each gets one last attempt. Mails are
   * served meanwhile, so timers fire and a cancellation is heard.
   */
  final void drain() throws Exception {
    draining = true;
    out.atNoTime();
    endHolds();
    long end = now() + spec.settings().drainTimeout().toMillis();
    if (waiting.count() > 0 && now() < end) {
      ScheduledFuture<?> alarm = processingTimeService.registerTimer(end, unused -> {});
      while (waiting.count() > 0 && now() < end) {
        mailbox.yield();
        endHolds();
      }
      alarm.cancel(false);
    }
    lastAttempts = true;
    out.atNoTime();
    while (waiting.count() > 0) {
      long before = waiting.count();
      for (Tuple2<Long, Long> key : keysThatWait()) {
        setCurrentKey(key);
        rerun(waiting.due(Long.MAX_VALUE));
      }
      endHolds();
      if (waiting.count() == before) {
        throw new IllegalStateException(
            "stage " + spec.place().stage() + ": " + before + " tasks wait without a timer");
      }
    }
    inputEnded = true;
    super.processWatermark(Watermark.MAX_WATERMARK);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
    if (claims != null) {
      claims.write();
    }
    super.prepareSnapshotPreBarrier(checkpoint);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    accounts.snapshot();
  }

  @Override
  public void close() throws Exception {
    if (runner != null) {
      runner.close();
    }
    if (claims != null) {
      claims.close();
    }
    if (scratchRoot != null) {
      ScratchDirectory.deleteTree(scratchRoot);
    }
    super.close();
  }

  /** Decides what becomes of a task that is not waiting: the start, or a released follower. */
  private void admit(Task<I> task) throws Exception {
    if (spec.keyIsMissing(task, currentId())) {
      die(task, Failure.of("KEY", FailureClass.POISON, "the task has no key for this stage"), null);
      return;
    }
    if (now() >= task.deadline()) {
      die(task, passedDeadline(task), null);
      return;
    }
    if (claims == null) {
      attempt(task, "", null);
      return;
    }
    String claimKey = claims.keyOf(task);
    if (claimKey == null) {
      die(task, Failure.of("KEY", FailureClass.POISON, "the task has no idempotency key"), null);
      return;
    }
    Claim claim = claims.get(claimKey, currentId(), now());
    if (claim == null || (!claim.done() && !waiting.holdsAny())) {
      // A claim of nobody: its task's key was another one in an older version of the code.
      attempt(task, claimKey, null);
    } else if (claim.done()) {
      suppress(task, claimKey, claim, null);
    } else if (!waiting.follow(task)) {
      die(
          task,
          Failure.of(
              "LIMIT",
              FailureClass.LIMIT,
              "more than " + Waiting.MOST_FOLLOWERS + " tasks wait for the first of their key"),
          null);
    }
  }

  /** Runs tasks of the current key that are due, and after each those that waited for it. */
  private void rerun(List<Waiting.Entry<I>> due) throws Exception {
    for (Waiting.Entry<I> entry : due) {
      // A follower of one before it may have woken it, and then it has had its turn.
      if (!entry.retry().held() || waiting.stands(entry)) {
        rerun(entry);
        releaseFollowers();
      }
    }
  }

  private void rerun(Waiting.Entry<I> entry) throws Exception {
    Task<I> task = entry.task();
    String claimKey = claims == null ? "" : claims.keyOf(task);
    Claim claim = claims == null ? null : claims.get(claimKey, currentId(), now());
    if (now() >= task.deadline()) {
      die(task, passedDeadline(task), new Standing(claimKey, entry.retry()));
    } else if (claim != null && claim.done()) {
      suppress(task, claimKey, claim, entry.retry());
    } else {
      attempt(task, claimKey, entry.retry());
    }
  }

  /** Looks again at those that follow, and once more where one of them woke what others follow. */
  private void releaseFollowers() throws Exception {
    do {
      woke = false;
      for (Task<I> follower : waiting.takeFollowers()) {
        admit(follower);
      }
    } while (woke);
  }

  /**
   * Runs what is held under the current key again, in order of arrival, since another task of it
   * has succeeded. Not in a loop with what the held ones do: a held task wakes nobody, so that each
   * runs once and what leaves keeps its order. It has no event time: that of the other is not its
   * own.
   */
  private void wake() throws Exception {
    if (waiting.heldKeys().count(currentId()) == 0) {
      return;
    }
    Long time = out.time();
    out.atNoTime();
    Set<Long> ends = new HashSet<>();
    for (Waiting.Entry<I> entry : waiting.held()) {
      ends.add(entry.retry().due());
      rerun(entry);
    }
    ends.removeAll(waiting.dues());
    ends.forEach(end -> timers.deleteProcessingTimeTimer(VoidNamespace.INSTANCE, end));
    out.at(time);
    woke = true;
  }

  /** Gives each held task its last run, key by key in order of their timers. */
  private void endHolds() throws Exception {
    if (waiting.heldKeys().areNone()) {
      return;
    }
    for (Tuple2<Long, Long> key : keysThatWait()) {
      setCurrentKey(key);
      while (waiting.heldKeys().count(currentId()) > 0) {
        rerun(waiting.held());
      }
    }
  }

  /** Runs one attempt and follows its outcome. */
  private void attempt(Task<I> task, String claimKey, @Nullable Retry before) throws Exception {
    ScratchDirectory scratch = new ScratchDirectory(scratchRoot, spec.settings().scratchQuota());
    StageContext<O> context =
        new StageContext<>(
            task,
            spec,
            scratch,
            now(),
            shared,
            settings(),
            before != null && before.hold() != null);
    long start = System.nanoTime();
    Throwable thrown;
    labels.put(task);
    try {
      thrown = runner.run(task.payload(), context);
    } finally {
      labels.clear();
      scratch.delete();
    }
    long nanos = System.nanoTime() - start;
    tally.attempt(nanos);
    if (thrown != null) {
      fail(task, claimKey, before, Failure.of(thrown), nanos);
    } else if (context.hold() != null) {
      hold(task, claimKey, before, context, nanos);
    } else {
      succeed(task, claimKey, before, context, nanos);
    }
  }

  private void succeed(
      Task<I> task, String claimKey, @Nullable Retry before, StageContext<O> context, long nanos)
      throws Exception {
    Emitted emitted = Emitted.of(slots, context.emissions());
    context.applyShared();
    if (claims != null) {
      claims.done(claimKey, task, currentId(), now());
      if (claims.memoizes()) {
        claims.remember(claimKey, emitted);
      }
    }
    forget(task, before);
    accounts.succeeded();
    tally.succeeded();
    if (before == null || before.hold() == null) {
      wake();
    }
    out.emit(task, emitted, currentId());
    out.audit(Event.SUCCEEDED, task, null, null, nanos);
  }

  private void suppress(Task<I> task, String claimKey, Claim claim, @Nullable Retry before)
      throws Exception {
    if (claims.conflicts(claim, task)) {
      die(task, conflict(claim), new Standing(claimKey, before));
      return;
    }
    Emitted emitted = claims.memoizes() ? claims.recall(claimKey) : null;
    forget(task, before);
    accounts.suppressed();
    tally.suppressed();
    if (emitted != null) {
      out.emit(task, emitted, currentId());
    } else {
      out.endedWithout(task, Outcome.SUPPRESSED);
    }
    out.audit(Event.SUPPRESSED, task, claim.first(), null, 0);
  }

  private void fail(
      Task<I> task, String claimKey, @Nullable Retry before, Failure failure, long nanos)
      throws Exception {
    List<Attempt> attempts =
        before == null ? new ArrayList<>() : new ArrayList<>(before.attempts());
    attempts.add(new Attempt(Instant.ofEpochMilli(now()), failure.error()));
    boolean again =
        failure.retryable() && attempts.size() < spec.settings().attempts() && !lastAttempts;
    if (!again) {
      die(task, failure, new Standing(claimKey, before), attempts);
      return;
    }
    long due = schedule.next(task.id(), attempts.size(), now());
    Retry retry =
        before == null
            ? new Retry(due, now(), waiting.twinOf(task), attempts, null)
            : new Retry(due, before.since(), before.twin(), attempts, awake(before.hold()));
    if (claims != null) {
      claims.claim(claimKey, task, currentId());
    }
    waiting.put(currentId(), task, retry, before);
    timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, retry.due());
    accounts.retried();
    tally.retried();
    log(task, () -> LOG.info("attempt failed, next one at {}", Instant.ofEpochMilli(due)));
    out.audit(Event.RETRIED, task, null, failure.reason(), nanos);
  }

  /** The hold of a task that waits for its next attempt instead. */
  @Nullable
  private static Hold awake(@Nullable Hold hold) {
    return hold == null ? null : new Hold(false, hold.until(), hold.order());
  }

  /**
   * Follows a task that asks to be held: it waits, or it is a dead letter where it was run for the
   * last time or too many wait already. What it shares takes effect only where it waits.
   */
  private void hold(
      Task<I> task, String claimKey, @Nullable Retry before, StageContext<O> context, long nanos)
      throws Exception {
    Hold hold = before == null ? null : before.hold();
    if (hold != null && (draining || now() >= hold.until())) {
      die(task, Failure.of(context.hold()), new Standing(claimKey, before));
    } else if (hold != null && hold.waits()) {
      context.applyShared();
    } else if (waiting.heldKeys().count(currentId()) >= Waiting.MOST_HELD) {
      String detail = "more than " + Waiting.MOST_HELD + " tasks are held under their key";
      die(task, Failure.of("LIMIT", FailureClass.LIMIT, detail), new Standing(claimKey, before));
    } else {
      context.applyShared();
      keepHeld(task, claimKey, before);
      if (hold == null) {
        out.audit(Event.HELD, task, null, context.hold().reason(), nanos);
      }
    }
  }

  private void keepHeld(Task<I> task, String claimKey, @Nullable Retry before) throws Exception {
    Hold hold =
        before == null || before.hold() == null
            ? new Hold(true, endOfHold(task), waiting.nextOrder())
            : new Hold(true, before.hold().until(), before.hold().order());
    Retry retry =
        before == null
            ? new Retry(hold.until(), now(), waiting.twinOf(task), List.of(), hold)
            : new Retry(hold.until(), before.since(), before.twin(), before.attempts(), hold);
    if (claims != null) {
      claims.claim(claimKey, task, currentId());
    }
    waiting.put(currentId(), task, retry, before);
    timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, hold.until());
  }

  /** A hold ends with the task's deadline at the latest. */
  private long endOfHold(Task<I> task) {
    return Math.min(now() + spec.longestHold().toMillis(), task.deadline());
  }

  /**
   * Where a dying task stands.
   *
   * @param claimKey the claim that it held and now gives up
   * @param retry its entry among the waiting; null where it never waited
   */
  private record Standing(String claimKey, @Nullable Retry retry) {}

  private void die(Task<I> task, Failure failure, @Nullable Standing standing) throws Exception {
    die(
        task,
        failure,
        standing,
        standing == null || standing.retry() == null ? List.of() : standing.retry().attempts());
  }

  private void die(
      Task<I> task, Failure failure, @Nullable Standing standing, List<Attempt> attempts)
      throws Exception {
    if (standing != null && standing.retry() != null) {
      if (claims != null) {
        claims.release(standing.claimKey(), task.id());
      }
      waiting.remove(currentId(), task, standing.retry());
    }
    accounts.dead();
    tally.dead(failure.failureClass());
    log(
        task,
        () ->
            LOG.warn(
                "dead letter {}, class {}, fingerprint {}",
                failure.reason(),
                failure.failureClass(),
                failure.fingerprint(spec.place())));
    out.deadLetter(task, failure, attempts);
    out.endedWithout(task, failure.reason());
    out.audit(Event.DEAD, task, null, failure.reason(), 0);
  }

  private void forget(Task<I> task, @Nullable Retry before) throws Exception {
    if (before != null) {
      waiting.remove(currentId(), task, before);
    }
  }

  /**
   * Says something of a task, under its labels. Never what an error says: it may quote the input.
   */
  private void log(Task<I> task, Runnable line) {
    labels.put(task);
    try {
      line.run();
    } finally {
      labels.clear();
    }
  }

  private Failure passedDeadline(Task<I> task) {
    return Failure.of(
        "DEADLINE",
        FailureClass.LIMIT,
        "the deadline " + Instant.ofEpochMilli(task.deadline()) + " has passed");
  }

  private static Failure conflict(Claim done) {
    return Failure.of(
        "CONFLICT",
        FailureClass.POISON,
        "the key was done by task " + done.first().hex() + " with other content");
  }

  /**
   * Every key under which a task waits has a timer; followers are under the key of their first. In
   * order of their first timers.
   */
  private List<Tuple2<Long, Long>> keysThatWait() throws Exception {
    Map<Tuple2<Long, Long>, Long> firsts = new HashMap<>();
    timers.forEachProcessingTimeTimer(
        (unused, time) -> firsts.merge(currentKey(), time, Math::min));
    List<Tuple2<Long, Long>> keys = new ArrayList<>(firsts.keySet());
    keys.sort(
        Comparator.comparing((Tuple2<Long, Long> key) -> firsts.get(key))
            .thenComparing(key -> key.f0)
            .thenComparing(key -> key.f1));
    return keys;
  }

  @SuppressWarnings("unchecked")
  private Tuple2<Long, Long> currentKey() {
    return (Tuple2<Long, Long>) getCurrentKey();
  }

  private TaskId currentId() {
    Tuple2<Long, Long> key = currentKey();
    return new TaskId(key.f0, key.f1);
  }

  private long now() {
    return processingTimeService.getCurrentProcessingTime();
  }

  private String subtask() {
    var info = getRuntimeContext().getTaskInfo();
    return (info.getIndexOfThisSubtask() + 1) + "/" + info.getNumberOfParallelSubtasks();
  }

  private TaskManagerRuntimeInfo taskManager() {
    return getContainingTask().getEnvironment().getTaskManagerInfo();
  }

  private Path scratchRoot() {
    String[] folders = taskManager().getTmpDirectories();
    String name =
        "taskweir-scratch-"
            + getRuntimeContext().getJobInfo().getJobId()
            + "-"
            + getOperatorID()
            + "-"
            + getRuntimeContext().getTaskInfo().getIndexOfThisSubtask()
            + "-"
            + getRuntimeContext().getTaskInfo().getAttemptNumber();
    return Path.of(folders[0], name).toAbsolutePath().normalize();
  }
}
