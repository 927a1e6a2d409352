package io.taskweir.engine;

import io.taskweir.state.Task;
import java.io.Serializable;
import java.time.Duration;
import javax.annotation.Nullable;

/**
 * What a workflow assumes of records that do not say it themselves.
 *
 * @param tenant whose work it is
 * @param within how long after its record's time a run is worth anything; null for ever. What has
 *     not run by then is a dead letter {@code DEADLINE}
 */
public record Intake(String tenant, @Nullable Duration within) implements Serializable {

  /** The default tenant, and no deadline. */
  public static final Intake DEFAULTS = new Intake(Task.DEFAULT_TENANT, null);

  /** The deadline of a run that began at {@code createdAt}, in epoch milliseconds. */
  public long deadline(long createdAt) {
    return within == null ? Task.NO_DEADLINE : createdAt + within.toMillis();
  }
}
