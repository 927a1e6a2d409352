package io.taskweir.engine;

import io.taskweir.engine.ObeyScript.Said;
import io.taskweir.engine.ObeyScript.Scene;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.time.Duration;
import java.util.Random;
import javax.annotation.Nullable;

/**
 * How a stage of the model test is declared.
 *
 * @param idempotency what it promises of equal keys
 * @param acrossTenants whether tenants share keys
 * @param shares whether its tasks count in a shared entry
 * @param attempts how often a task is tried
 * @param drain how long waiting retries keep to their times at the end
 * @param conflicts whether a repeat with another script is a conflict
 * @param hold how long a task may be held; null where none may
 * @param claimMemory what it may keep of its claims on the heap, in bytes; 0 for the usual
 */
record StagePlan(
    Idempotency idempotency,
    boolean acrossTenants,
    boolean shares,
    int attempts,
    Duration drain,
    boolean conflicts,
    @Nullable Duration hold,
    long claimMemory) {

  static final String NAME = "obey-script";
  static final Duration LIFETIME = Duration.ofMinutes(1);
  static final Duration FIRST_DELAY = Duration.ofSeconds(1);
  static final Duration MAX_DELAY = Duration.ofSeconds(3);

  enum Idempotency {
    NONE,
    ONCE,
    ONCE_WITHIN,
    MEMOIZE,
    MEMOIZE_WITHIN
  }

  /** Every fifth seed has the same kind of idempotency; the rest is drawn. */
  static StagePlan of(long seed, Random random) {
    Idempotency[] kinds = Idempotency.values();
    return new StagePlan(
        kinds[(int) Math.floorMod(seed, (long) kinds.length)],
        random.nextInt(3) == 0,
        random.nextInt(3) == 0,
        1 + random.nextInt(4),
        Duration.ofMillis(random.nextBoolean() ? 0 : random.nextInt(6_000)),
        random.nextInt(3) == 0,
        random.nextBoolean() ? null : LIFETIME.dividedBy(1 + random.nextInt(30)),
        random.nextInt(3) * 400L);
  }

  Stage<Scene, Said> stage() {
    Stage<Scene, Said> stage =
        Workflow.named("model")
            .stage(NAME, new ObeyScript(shares))
            .keyBy(Scene::key)
            .settings(
                StageSettings.DEFAULTS
                    .withRetries(attempts, FIRST_DELAY, MAX_DELAY)
                    .withDrainTimeout(drain)
                    .withClaimMemory(claimMemory));
    if (acrossTenants) {
      stage.acrossTenants();
    }
    if (shares) {
      stage.shares(ObeyScript.COUNT_LIVES.multipliedBy(2));
    }
    if (conflicts && claims()) {
      stage.conflictsOn(Scene::script);
    }
    if (hold != null) {
      stage.holds(hold);
    }
    return switch (idempotency) {
      case NONE -> stage;
      case ONCE -> stage.once(LIFETIME);
      case ONCE_WITHIN -> stage.once(Scene::claim, LIFETIME);
      case MEMOIZE -> stage.memoize(LIFETIME);
      case MEMOIZE_WITHIN -> stage.memoize(Scene::claim, LIFETIME);
    };
  }

  boolean claims() {
    return idempotency != Idempotency.NONE;
  }

  boolean memoizes() {
    return idempotency == Idempotency.MEMOIZE || idempotency == Idempotency.MEMOIZE_WITHIN;
  }

  boolean within() {
    return idempotency == Idempotency.ONCE_WITHIN || idempotency == Idempotency.MEMOIZE_WITHIN;
  }

  /** The stage's key of a task; null where it has none. */
  @Nullable
  TaskId key(Task<Scene> task) {
    String key = task.payload().key();
    return key == null ? null : TaskId.derive(acrossTenants ? "" : task.tenant(), key);
  }

  /** What is to happen once; null where the task names no such key. */
  @Nullable
  String scope(Task<Scene> task) {
    String claim = within() ? task.payload().claim() : "";
    return claim == null ? null : key(task) + "/" + claim;
  }
}
