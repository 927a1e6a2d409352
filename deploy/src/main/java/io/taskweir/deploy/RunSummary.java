package io.taskweir.deploy;

/**
 * {@code summary.json}: a bounded run in numbers. Fields are a contract: add one, never rename.
 *
 * @param inputs items fed
 * @param accepted those that got their result
 * @param rejected those that ended as a dead letter instead
 * @param duplicates those that had been there before
 * @param results lines of results
 * @param deadLetters dead letters of all stages
 * @param seconds from the start of the program to the last result on disk
 * @param perSecond inputs by {@code seconds}
 * @param restarts how often the job was restarted
 */
record RunSummary(
    long inputs,
    long accepted,
    long rejected,
    long duplicates,
    long results,
    long deadLetters,
    double seconds,
    double perSecond,
    int restarts) {

  static RunSummary of(Outcome outcome, Exported exported, RunTimes times, int restarts) {
    double seconds = times.total().toMillis() / 1000.0;
    return new RunSummary(
        outcome.inputs(),
        outcome.accepted(),
        outcome.rejected(),
        outcome.duplicates(),
        exported.results(),
        exported.deadLetters(),
        seconds,
        seconds == 0 ? 0 : Math.round(outcome.inputs() / seconds * 10) / 10.0,
        restarts);
  }
}
