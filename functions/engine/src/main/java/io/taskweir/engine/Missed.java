package io.taskweir.engine;

/** What becomes of the times that pass while the job is down. */
public enum Missed {
  /**
   * Nothing fires; the items stay for the next regular time. A longest wait that is over is
   * measured anew from the start of the job.
   */
  SKIP,
  /** One firing, due at the latest of the missed times. */
  ONE,
  /**
   * A firing for each missed time, in order, the first with the items. The others come only from a
   * trigger that fires {@link Trigger#evenIfEmpty() even if empty}; at most 1,000, the latest.
   */
  ALL
}
