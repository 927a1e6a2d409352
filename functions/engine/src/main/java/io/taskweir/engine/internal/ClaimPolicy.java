package io.taskweir.engine.internal;

import io.taskweir.engine.Key;
import java.io.Serializable;
import java.time.Duration;
import javax.annotation.Nullable;

/**
 * How a stage is idempotent.
 *
 * @param key the claim's key within the stage's key; null where the stage's key is the claim's
 * @param lifetime how long a done key suppresses others
 * @param memoize whether a suppressed task gets the first one's outputs
 * @param content what a repeat must have in common with the first, or it is a conflict; null where
 *     every repeat is suppressed
 */
public record ClaimPolicy<I>(
    @Nullable Key<I> key, Duration lifetime, boolean memoize, @Nullable Key<I> content)
    implements Serializable {

  /** The same where a repeat of other content is a conflict. */
  public ClaimPolicy<I> conflictingOn(@Nullable Key<I> compared) {
    return new ClaimPolicy<>(key, lifetime, memoize, compared);
  }
}
