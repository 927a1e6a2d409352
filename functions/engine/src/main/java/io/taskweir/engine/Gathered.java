package io.taskweir.engine;

import java.util.List;

/**
 * What a join hands to its task: the input of a {@code decide}.
 *
 * @param parked what the stage that fanned out sent ahead to wait here
 * @param findings what the children found, ordered by their ids, each once
 * @param ended the children that ended without a finding, ordered by stage
 * @param missing the stages that did not answer before the timeout, ordered; empty when complete
 */
public record Gathered<M, F>(M parked, List<F> findings, List<Ended> ended, List<String> missing) {

  /**
   * A child that ended without a finding.
   *
   * @param stage the stage in which it ended
   * @param reason the dead letter's code, or {@code SUPPRESSED}
   */
  public record Ended(String stage, String reason) {}
}
