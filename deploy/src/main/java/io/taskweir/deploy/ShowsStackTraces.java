package io.taskweir.deploy;

/** A verb whose user decides whether a failure shows its stack trace beside its one line. */
interface ShowsStackTraces {
  boolean showsStackTraces();
}
