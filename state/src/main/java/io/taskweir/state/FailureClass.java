package io.taskweir.state;

/** What a failure asks of its reader. The order and names are a contract; add at the end. */
public enum FailureClass {
  /** This input can never pass. */
  POISON,
  /** It may pass later: a connection, a third party, a lock. */
  TRANSIENT,
  /** Memory, disk or a quota was short. */
  RESOURCE,
  /** A bound was reached: depth, size, time. */
  LIMIT,
  /** Our code or the user's is wrong. */
  BUG
}
