package io.taskweir.engine.internal;

import io.taskweir.engine.Output;
import io.taskweir.engine.StageSettings;
import io.taskweir.engine.TaskFunction;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.BlobStore;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.Task;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/**
 * All that a stage's operator is told at wiring.
 *
 * @param place workflow, stage and code version, for every letter, event and log line
 * @param task the user's task
 * @param keys how the stage is keyed
 * @param acrossTenants whether claims are shared among tenants
 * @param claims how it is idempotent; null where every task runs
 * @param sharedLifetime the longest lifetime of a shared entry; null where it shares none
 * @param longestHold how long a task may be held; null where none may
 * @param reads which settings it reads; null where it has no such input
 * @param settings what an operator may change
 * @param input the input's type
 * @param result the result's type
 * @param outputs the task's typed outputs
 * @param blobs where large bytes lie
 */
public record StageSpec<I, O>(
    Place place,
    TaskFunction<I, O> task,
    StageKeySelector<I> keys,
    boolean acrossTenants,
    @Nullable ClaimPolicy<I> claims,
    @Nullable Duration sharedLifetime,
    @Nullable Duration longestHold,
    @Nullable Reads<?> reads,
    StageSettings settings,
    TypeInformation<I> input,
    TypeInformation<O> result,
    List<Output<?>> outputs,
    Blobs blobs)
    implements Serializable {

  /** Every stage's dead letters leave here. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

  /** Every stage's audit leaves here. */
  public static final OutputTag<AuditEvent> AUDIT =
      new OutputTag<>("audit", TypeInformation.of(AuditEvent.class));

  /**
   * Which stage of which workflow, in which version of the code.
   *
   * @param workflow the workflow's name
   * @param stage the stage's name, which is its uid
   * @param version the code's version
   */
  public record Place(String workflow, String stage, String version) implements Serializable {}

  /**
   * The blob store and from which size on it is used.
   *
   * @param store the store; null where the workflow has none, and bytes then always travel
   * @param threshold bytes above which they lie in the store
   */
  public record Blobs(@Nullable BlobStore store, int threshold) implements Serializable {}

  /** Whether {@code task} is under a key that could not be had. */
  boolean keyIsMissing(Task<I> task, io.taskweir.state.TaskId key) {
    return keys.isMissing(task, key);
  }
}
