package io.taskweir.state;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import javax.annotation.Nullable;

/**
 * What became of a task, an event a task (and one for each retry, and for a hold). It carries ids
 * only, never what a payload says. Fields are a contract: add or remove one, never rename or retype
 * it.
 *
 * @param at when
 * @param event what became of it
 * @param workflow the workflow's name
 * @param stage the stage's name
 * @param task the task's id
 * @param root its run
 * @param parent the task that made it; null for a root
 * @param first for a suppressed task, the id of the task whose claim it met; null where that was
 *     done while suppressed tasks were not audited, and for any other event
 * @param tenant whose work it is
 * @param depth invocations above it
 * @param attempt the attempt that ended this way
 * @param durationNs how long that attempt ran, in nanoseconds; 0 where nothing ran
 * @param reason the code of a failure; null where there was none
 */
public record AuditEvent(
    Instant at,
    Event event,
    String workflow,
    String stage,
    String task,
    String root,
    @Nullable String parent,
    @Nullable String first,
    String tenant,
    int depth,
    int attempt,
    long durationNs,
    @Nullable String reason) {

  /** What became of a task. Add at the end. */
  public enum Event {
    /** It returned, and what it emitted went on. */
    @JsonProperty("succeeded")
    SUCCEEDED,
    /** Its key was already done, so it did not run. */
    @JsonProperty("suppressed")
    SUPPRESSED,
    /** An attempt failed and another is due. */
    @JsonProperty("retried")
    RETRIED,
    /** It became a dead letter. */
    @JsonProperty("dead")
    DEAD,
    /** It reached a join that had already decided. */
    @JsonProperty("late")
    LATE,
    /** It asked to be held and waits for another task of its key. */
    @JsonProperty("held")
    HELD
  }
}
