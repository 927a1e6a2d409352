package io.taskweir.engine;

import java.util.List;
import javax.annotation.Nullable;

/**
 * How one task of a stage ended; travels in the envelope of that task.
 *
 * @param stage the stage
 * @param reason null where it succeeded; else the dead letter's code or {@code SUPPRESSED}
 * @param results what it emitted as its result
 * @param children what it sent to typed outputs, for which a join then waits as well; null in what
 *     was kept before there was this field
 */
public record Outcome<O>(
    String stage,
    @Nullable String reason,
    List<O> results,
    @Nullable List<Manifest.Child> children) {

  /** The reason of a task that was suppressed and left no result. */
  public static final String SUPPRESSED = "SUPPRESSED";

  /** The children; none where the task has none or it was not kept. */
  public List<Manifest.Child> announced() {
    return children == null ? List.of() : children;
  }
}
