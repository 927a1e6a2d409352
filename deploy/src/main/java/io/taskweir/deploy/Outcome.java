package io.taskweir.deploy;

import java.util.List;

/**
 * What became of a run's inputs: each is exactly one of accepted, rejected or a duplicate.
 *
 * @param inputs items that were fed into Kafka
 * @param accepted those that got their result
 * @param rejected those that ended as a dead letter instead
 * @param duplicates those that had been there before
 */
record Outcome(long inputs, long accepted, long rejected, long duplicates) {

  /**
   * Counts inputs by what the stages of the main line made of them. What fails beside that line is
   * part of a result, not of an input's fate.
   */
  static Outcome of(long inputs, Accounting accounting, WorkflowPlan plan) {
    StageCount entry = accounting.stage(plan.entry());
    List<String> line = plan.mainLine();
    long rejectedLater =
        dead(accounting, line.subList(line.indexOf(plan.entry()) + 1, line.size()));
    return new Outcome(
        inputs, entry.succeeded() - rejectedLater, dead(accounting, line), entry.suppressed());
  }

  /** Inputs of which it is known what became of them. */
  long told() {
    return accepted + rejected + duplicates;
  }

  private static long dead(Accounting accounting, List<String> stages) {
    return stages.stream().mapToLong(stage -> accounting.stage(stage).dead()).sum();
  }
}
