package io.taskweir.engine.internal;

import io.taskweir.engine.StageSettings;
import io.taskweir.state.TaskId;

/**
 * When a failed task is tried again: exponential backoff up to a ceiling, with 20% of jitter that
 * is derived from the task and the attempt, so that it is the same after a replay.
 */
final class RetrySchedule {

  private static final int STEPS = 4_001;

  private final long first;
  private final long max;

  RetrySchedule(StageSettings settings) {
    first = settings.firstDelay().toMillis();
    max = settings.maxDelay().toMillis();
  }

  /** When the next attempt is due after {@code failed} of them, in epoch milliseconds. */
  long next(TaskId task, int failed, long now) {
    int doublings = Math.min(failed - 1, 40);
    long delay = first > max >> doublings ? max : first << doublings;
    long step = Math.floorMod(task.low() * 31 + failed * 0x9E3779B97F4A7C15L, (long) STEPS);
    double jitter = 0.8 + 0.4 * step / (STEPS - 1);
    return now + Math.max(1, Math.round(delay * jitter));
  }
}
