package io.taskweir.engine;

import io.taskweir.engine.ObeyScript.Scene;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.flink.runtime.state.StateBackend;

/**
 * One random schedule: arrivals, time, snapshots, crashes and the end, given to a stage and to its
 * model alike; after every step both must have said the same.
 *
 * <p>Arrivals come from a log, as from Kafka: a snapshot keeps the position in it, and after a
 * crash the log is read again from there.
 */
final class StageSchedule implements Seeds.Schedule {

  private static final long DRAIN_STEP = 250;

  private final Random random;
  private final StagePlan plan;
  private final Transcript said = new Transcript();
  private final Transcript expected = new Transcript();
  private final ScaledStage stage;
  private final List<String> steps = new ArrayList<>();
  private final StageArrivals arrivals;
  private StageModel model;
  private Kept kept;

  /** What the last snapshot kept. */
  private record Kept(
      @Nullable Subtasks.Snapshot stage, StageModel model, int position, int said, int audit) {}

  StageSchedule(long seed, @Nullable StateBackend backend) {
    random = new Random(seed);
    plan = StagePlan.of(seed, random);
    arrivals = new StageArrivals(plan, random);
    stage = new ScaledStage(plan, backend, said);
    model = new StageModel(plan, expected);
    kept = new Kept(null, model.copy(), 0, 0, 0);
  }

  /** Runs it; throws on the first difference. */
  @Override
  public void run() throws Exception {
    try (stage) {
      start(0);
      for (int left = 10 + random.nextInt(40); left > 0; left--) {
        step();
      }
      finish();
    }
  }

  /** What has been done so far, one step a line. */
  @Override
  public String describe() {
    return plan + "\n  " + String.join("\n  ", steps);
  }

  private void step() throws Exception {
    int dice = random.nextInt(100);
    if (dice < 55) {
      for (int left = 1 + random.nextInt(3); left > 0; left--) {
        arrive();
      }
    } else if (dice < 82) {
      clock(nextTime());
    } else if (dice < 93) {
      snapshot();
    } else {
      crash();
    }
  }

  private void start(long time) throws Exception {
    int parallelism = new int[] {1, 1, 1, 2, 2, 3}[random.nextInt(6)];
    steps.add("start " + parallelism + " subtasks at " + time);
    stage.subtasks.start(parallelism, time, kept.stage());
    model.outage(time);
    compare();
  }

  private void arrive() throws Exception {
    Task<Scene> task = arrivals.next(stage.subtasks.now());
    steps.add("arrive " + task.tenant() + " " + task.payload() + " by " + task.deadline());
    stage.send(task);
    model.arrive(task);
    compare();
  }

  private void clock(long time) throws Exception {
    steps.add("clock " + time);
    stage.subtasks.clock(time);
    model.clock(time);
    compare();
  }

  private void snapshot() throws Exception {
    steps.add("snapshot");
    compareState();
    kept =
        new Kept(
            stage.subtasks.snapshot(),
            model.copy(),
            arrivals.position(),
            said.length(),
            stage.audit().size());
  }

  private void crash() throws Exception {
    steps.add("crash, and back to the last snapshot");
    said.takeBackTo(kept.said());
    expected.takeBackTo(kept.said());
    stage.audit().subList(kept.audit(), stage.audit().size()).clear();
    model = kept.model().copy();
    arrivals.readFrom(kept.position());
    long now = stage.subtasks.now();
    start(
        switch (random.nextInt(4)) {
          case 0 -> now;
          case 1 -> now + StagePlan.LIFETIME.toMillis() + random.nextInt(5_000);
          default -> now + random.nextInt(4_000);
        });
  }

  private void finish() throws Exception {
    while (arrivals.areBehind()) {
      arrive();
    }
    boolean settle = random.nextBoolean();
    while (settle && model.nextDue() != Long.MAX_VALUE) {
      clock(Math.max(stage.subtasks.now(), model.nextDue()));
    }
    if (settle && stage.subtasks.timers() != 0) {
      throw new AssertionError(stage.subtasks.timers() + " timers are left, and nothing waits");
    }
    steps.add("end");
    stage.end(DRAIN_STEP, plan.drain().toMillis());
    model.end(DRAIN_STEP);
    compare();
    compareState();
    requireEqual("tasks that ended", account("started"), ended());
    requireOncePerKey();
  }

  private void compare() {
    said.compareWith(expected);
    for (String what : List.of("started", "succeeded", "suppressed", "dead", "retried", "late")) {
      requireEqual("account of " + what, model.account(what), account(what));
    }
  }

  private void compareState() {
    for (String state : List.of("waiting-task", "waiting-retry")) {
      requireEqual("keys in " + state, model.keysThatWait(), stage.subtasks.keysIn(state));
    }
    for (String state : List.of("followers", "followers-count")) {
      requireEqual("keys in " + state, model.keysWithFollowers(), stage.subtasks.keysIn(state));
    }
  }

  /** Whatever the model says: no two successes of one key within its lifetime. */
  private void requireOncePerKey() {
    Map<String, String> scopes = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (Task<Scene> task : arrivals.log()) {
      String scope = String.valueOf(plan.scope(task));
      String before = scopes.put(task.id().hex(), scope);
      if (before != null && !before.equals(scope)) {
        ambiguous.add(task.id().hex());
      }
    }
    Map<String, Long> successes = new HashMap<>();
    for (AuditEvent event : stage.audit()) {
      if (plan.claims()
          && event.event() == AuditEvent.Event.SUCCEEDED
          && !ambiguous.contains(event.task())) {
        Long before = successes.put(scopes.get(event.task()), event.at().toEpochMilli());
        long at = event.at().toEpochMilli();
        if (before != null && at - before < StagePlan.LIFETIME.toMillis()) {
          throw new AssertionError("a key succeeded at " + before + " and again at " + at);
        }
      }
    }
  }

  private long account(String what) {
    return stage.account(what);
  }

  private long ended() {
    return account("succeeded") + account("suppressed") + account("dead");
  }

  private static void requireEqual(String what, long expected, long actual) {
    if (expected != actual) {
      throw new AssertionError(what + ": expected " + expected + ", got " + actual);
    }
  }

  /** A time that matters: just before or at a retry or an expiry, or some way off. */
  private long nextTime() {
    long now = stage.subtasks.now();
    long time =
        switch (random.nextInt(8)) {
          case 0 -> model.nextDue() - 1;
          case 1, 2 -> model.nextDue();
          case 3 -> model.nextExpiry() - 1;
          case 4 -> model.nextExpiry();
          case 5 -> now + random.nextInt(5_000);
          case 6 -> now + random.nextInt((int) StagePlan.LIFETIME.toMillis() * 11 / 10);
          default -> now + random.nextInt(600);
        };
    return time < now || time >= Long.MAX_VALUE - 1 ? now + random.nextInt(1_500) : time;
  }
}
