package io.taskweir.deploy.upgrade;

/** What a difference between two layouts means for an upgrade. The worst comes last. */
public enum Severity {

  /** It is restored as it is. */
  OK,

  /** It is restored, and something about it is worth knowing. */
  NOTE,

  /** Flink would restore the job, and data would be gone without a word. */
  DATA_LOSS,

  /** Flink would not restore the job, or its state would mean something else. */
  REFUSED
}
