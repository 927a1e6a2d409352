package io.taskweir.state;

import java.util.List;
import javax.annotation.Nullable;

/**
 * Where a waiting task stands.
 *
 * @param due when it is run again, in epoch milliseconds: its next attempt, or the end of its hold
 * @param since when it first failed or was held, in epoch milliseconds
 * @param twin 0, or the number of a task of the same id and key that came while others waited: the
 *     same id is the same work, but each that came in must end
 * @param attempts the attempts that failed so far, oldest first
 * @param hold null where it has never asked to be held
 */
public record Retry(long due, long since, int twin, List<Attempt> attempts, @Nullable Hold hold) {

  /** Whether it waits for another task of its key, and not for its next attempt. */
  public boolean held() {
    return hold != null && hold.waits();
  }
}
