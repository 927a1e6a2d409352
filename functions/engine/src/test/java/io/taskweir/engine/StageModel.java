package io.taskweir.engine;

import io.taskweir.engine.ObeyScript.Note;
import io.taskweir.engine.ObeyScript.Said;
import io.taskweir.engine.ObeyScript.Scene;
import io.taskweir.state.AuditEvent.Event;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import javax.annotation.Nullable;

/**
 * What a stage promises, in plain maps: no state backend, no timers, no restores. It is written
 * from the design and not from the operator, so that each can find the other's mistakes.
 */
final class StageModel {

  private final StagePlan plan;
  private final Transcript transcript;
  private final Map<String, Long> account = new TreeMap<>();
  private final Map<String, Claim> claims = new HashMap<>();
  private final Map<TaskId, Count> counts = new HashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final Map<TaskId, List<Task<Scene>>> followers = new HashMap<>();
  private long now;
  private long holds;
  private boolean woke;
  private boolean draining;
  private boolean lastAttempts;

  private record Claim(TaskId first, boolean done, long until, List<Made> made, String content) {}

  private record Count(int seen, long until) {}

  private record Waiting(
      Task<Scene> task, List<Long> failed, long due, long since, @Nullable Hold hold) {

    boolean held() {
      return hold != null && hold.now();
    }
  }

  private record Hold(boolean now, long until, long order) {}

  private record Made(String output, String childKey, int ordinal, Object payload) {}

  StageModel(StagePlan plan, Transcript transcript) {
    this.plan = plan;
    this.transcript = transcript;
    for (String what : List.of("started", "succeeded", "suppressed", "dead", "retried", "late")) {
      account.put(what, 0L);
    }
  }

  /** What a snapshot keeps. */
  StageModel copy() {
    StageModel copy = new StageModel(plan, transcript);
    copy.account.putAll(account);
    copy.claims.putAll(claims);
    copy.counts.putAll(counts);
    copy.waiting.addAll(waiting);
    followers.forEach((key, tasks) -> copy.followers.put(key, new ArrayList<>(tasks)));
    copy.now = now;
    copy.holds = holds;
    return copy;
  }

  void arrive(Task<Scene> task) {
    account.merge("started", 1L, Long::sum);
    admit(task);
    if (woke) {
      release(plan.key(task));
    }
  }

  /** Time passes, and what is due by then has its turn. */
  void clock(long time) {
    now = time;
    while (nextDue() <= now) {
      turn(waiting.stream().min(byTurn()).orElseThrow());
    }
  }

  /** Time passes while the job is down. */
  void outage(long time) {
    now = time;
  }

  /**
   * What is held runs for the last time; waiting tasks keep to their times for as long as the drain
   * may last, then try once more.
   */
  void end(long step) {
    draining = true;
    endHolds();
    long end = now + plan.drain().toMillis();
    while (now < end && !waiting.isEmpty()) {
      clock(Math.min(end, now + step));
      endHolds();
    }
    lastAttempts = true;
    while (!waiting.isEmpty()) {
      waiting.stream()
          .filter(w -> !w.held())
          .min(Comparator.comparing(w -> w.task().id().hex()))
          .ifPresentOrElse(this::turn, this::endHolds);
    }
  }

  private void endHolds() {
    while (waiting.stream().anyMatch(Waiting::held)) {
      turn(waiting.stream().filter(Waiting::held).min(byArrival()).orElseThrow());
    }
  }

  long nextDue() {
    return waiting.stream().mapToLong(Waiting::due).min().orElse(Long.MAX_VALUE);
  }

  /** When the next claim or count expires. */
  long nextExpiry() {
    return LongStream.concat(
            claims.values().stream().mapToLong(Claim::until),
            counts.values().stream().mapToLong(Count::until))
        .filter(until -> until > now)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  long account(String what) {
    return account.get(what);
  }

  long keysThatWait() {
    return waiting.stream().map(w -> plan.key(w.task())).distinct().count();
  }

  long keysWithFollowers() {
    return followers.size();
  }

  private void admit(Task<Scene> task) {
    if (plan.key(task) == null) {
      die(task, "KEY", List.of());
    } else if (now >= task.deadline()) {
      die(task, "DEADLINE", List.of());
    } else if (plan.scope(task) == null) {
      die(task, "KEY", List.of());
    } else if (claim(task) == null) {
      attempt(new Waiting(task, List.of(), now, now, null), null);
    } else if (claim(task).done()) {
      suppress(task, List.of());
    } else {
      followers.computeIfAbsent(plan.key(task), unused -> new ArrayList<>()).add(task);
    }
  }

  /** A task is due; whoever waits under its key is looked at again after it. */
  private void turn(Waiting turn) {
    rerun(turn);
    release(plan.key(turn.task()));
  }

  private void release(@Nullable TaskId key) {
    do {
      woke = false;
      List<Task<Scene>> released = followers.remove(key);
      if (released != null) {
        released.forEach(this::admit);
      }
    } while (woke);
  }

  /** What is held under a key runs again, each once. */
  private void wake(TaskId key) {
    List<Waiting> held =
        waiting.stream()
            .filter(w -> w.held() && plan.key(w.task()).equals(key))
            .sorted(byArrival())
            .toList();
    woke |= !held.isEmpty();
    held.forEach(this::rerun);
  }

  private void rerun(Waiting turn) {
    waiting.remove(turn);
    Task<Scene> task = turn.task().onAttempt(turn.failed().size() + 1);
    Waiting again = new Waiting(task, turn.failed(), turn.due(), turn.since(), turn.hold());
    Claim claim = claim(task);
    if (claim != null && !claim.done() && claim.first().equals(task.id())) {
      claims.remove(plan.scope(task));
    }
    if (now >= task.deadline()) {
      die(task, "DEADLINE", turn.failed());
    } else if (claim != null && claim.done()) {
      suppress(task, turn.failed());
    } else {
      attempt(again, claim);
    }
  }

  private void attempt(Waiting turn, @Nullable Claim claim) {
    Task<Scene> task = turn.task();
    List<Long> failed = new ArrayList<>(turn.failed());
    failed.add(now);
    if (task.payload().holds(failed.size(), turn.hold() != null)) {
      hold(turn, claim);
      return;
    }
    switch (task.payload().letter(failed.size())) {
      case 'R', 'J' -> die(task, "TOLD_SO", failed);
      case 'O' -> die(task, "STACK_OVERFLOW", failed);
      case 'F', 'B', 'G', 'K' -> fail(turn, failed);
      case 'S', 'H' -> succeed(turn, made(task, failed.size()));
      default -> {
        made(task, failed.size());
        succeed(turn, List.of());
      }
    }
  }

  /** A task asks to be held; it had {@code claim} before. */
  private void hold(Waiting turn, @Nullable Claim claim) {
    Task<Scene> task = turn.task();
    Hold before = turn.hold();
    if (before != null && (draining || now >= before.until())) {
      die(task, "TOLD_TO_HOLD", turn.failed());
      return;
    }
    made(task, turn.failed().size() + 1);
    if (before != null && before.now()) {
      waiting.add(turn);
      if (claim != null) {
        claims.put(plan.scope(task), claim);
      }
      return;
    }
    long until = Math.min(now + plan.hold().toMillis(), task.deadline());
    Hold hold =
        before == null
            ? new Hold(true, until, holds)
            : new Hold(true, before.until(), before.order());
    holds++;
    waiting.add(new Waiting(task, turn.failed(), hold.until(), turn.since(), hold));
    claim(task, false, List.of());
    if (before == null) {
      transcript.event(Event.HELD, task.id().hex(), null, "TOLD_TO_HOLD", task.attempt());
    }
  }

  private void fail(Waiting turn, List<Long> failed) {
    Task<Scene> task = turn.task();
    if (lastAttempts || failed.size() == plan.attempts()) {
      die(task, "EXHAUSTED", failed);
      return;
    }
    Hold before = turn.hold();
    Hold hold = before == null ? null : new Hold(false, before.until(), before.order());
    long due = now + delay(task.id(), failed.size());
    waiting.add(new Waiting(task, failed, due, turn.since(), hold));
    claim(task, false, List.of());
    account.merge("retried", 1L, Long::sum);
    transcript.event(Event.RETRIED, task.id().hex(), null, "EXHAUSTED", task.attempt());
  }

  private void succeed(Waiting turn, List<Made> made) {
    Task<Scene> task = turn.task();
    claim(task, true, made);
    account.merge("succeeded", 1L, Long::sum);
    if (turn.hold() == null) {
      wake(plan.key(task));
    }
    emit(task, made);
    transcript.event(Event.SUCCEEDED, task.id().hex(), null, null, task.attempt());
  }

  private void suppress(Task<Scene> task, List<Long> failed) {
    Claim claim = claim(task);
    if (plan.conflicts() && !claim.content().equals(task.payload().script())) {
      die(task, "CONFLICT", failed);
      return;
    }
    account.merge("suppressed", 1L, Long::sum);
    if (plan.memoizes()) {
      emit(task, claim.made());
    } else {
      transcript.outcome(task.id().hex(), "SUPPRESSED", List.of());
    }
    transcript.event(Event.SUPPRESSED, task.id().hex(), claim.first(), null, task.attempt());
  }

  private void die(Task<Scene> task, String reason, List<Long> failed) {
    account.merge("dead", 1L, Long::sum);
    transcript.letter(task.id().hex(), reason, failed, now);
    transcript.outcome(task.id().hex(), reason, List.of());
    transcript.event(Event.DEAD, task.id().hex(), null, reason, task.attempt());
  }

  private void emit(Task<Scene> task, List<Made> made) {
    List<Manifest.Child> children = new ArrayList<>();
    List<Object> results = new ArrayList<>();
    for (Made one : made) {
      TaskId slot = TaskId.slot(StagePlan.NAME, one.output(), one.childKey(), one.ordinal());
      TaskId id = task.id().child(slot);
      transcript.child(one.output(), task.child(id, plan.key(task), one.payload()));
      if (one.output().isEmpty()) {
        results.add(one.payload());
      } else {
        children.add(new Manifest.Child(one.output(), id.hex()));
      }
    }
    results.forEach(result -> transcript.manifest(task.id().hex(), result, children));
    transcript.outcome(task.id().hex(), null, results);
  }

  private List<Made> made(Task<Scene> task, int attempt) {
    String name = task.payload().name();
    return List.of(
        new Made("", "", 0, new Said(name, attempt, plan.shares() ? count(task) : 0)),
        new Made("notes", "a", 0, new Note(name, 1)),
        new Made("notes", "a", 1, new Note(name, 2)),
        new Made("notes", "b", 0, new Note(name, 3)));
  }

  private int count(Task<Scene> task) {
    Count before = counts.get(plan.key(task));
    int seen = before == null || before.until() <= now ? 1 : before.seen() + 1;
    counts.put(plan.key(task), new Count(seen, now + ObeyScript.COUNT_LIVES.toMillis()));
    if (seen == ObeyScript.LAST_COUNT) {
      counts.remove(plan.key(task));
    }
    return seen;
  }

  @Nullable
  private Claim claim(Task<Scene> task) {
    Claim claim = plan.claims() ? claims.get(plan.scope(task)) : null;
    return claim == null || claim.until() <= now ? null : claim;
  }

  private void claim(Task<Scene> task, boolean done, List<Made> made) {
    long until = now + StagePlan.LIFETIME.toMillis();
    String content = task.payload().script();
    claims.put(plan.scope(task), new Claim(task.id(), done, until, made, content));
  }

  /** Exponential up to its ceiling, with 20% of jitter that hangs on task and attempt alone. */
  private static long delay(TaskId id, int failed) {
    long plain = StagePlan.FIRST_DELAY.toMillis() << (failed - 1);
    plain = Math.min(plain, StagePlan.MAX_DELAY.toMillis());
    long step = Math.floorMod(id.low() * 31 + failed * 0x9E3779B97F4A7C15L, 4_001L);
    return Math.round(plain * (0.8 + 0.4 * step / 4_000));
  }

  private static Comparator<Waiting> byTurn() {
    return Comparator.comparingLong(Waiting::due)
        .thenComparing(w -> !w.held())
        .thenComparing((a, b) -> a.held() && b.held() ? byArrival().compare(a, b) : 0)
        .thenComparing(w -> w.task().id().hex());
  }

  private static Comparator<Waiting> byArrival() {
    return Comparator.comparingLong(Waiting::since).thenComparingLong(w -> w.hold().order());
  }
}
