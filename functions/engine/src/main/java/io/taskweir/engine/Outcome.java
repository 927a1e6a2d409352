package io.taskweir.engine;

import java.util.List;
import javax.annotation.Nullable;

/**
 * How one task of a stage ended; travels in the envelope of that task.
 *
 * @param stage the stage
 * @param reason null where it succeeded; else the dead letter's code or {@code SUPPRESSED}
 * @param results what it emitted as its result
 */
public record Outcome<O>(String stage, @Nullable String reason, List<O> results) {

  /** The reason of a task that was suppressed and left no result. */
  public static final String SUPPRESSED = "SUPPRESSED";
}
