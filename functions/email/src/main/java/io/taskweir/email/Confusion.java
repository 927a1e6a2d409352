package io.taskweir.email;

import io.taskweir.email.Verdict.Judgement;
import java.util.List;

/**
 * How a day's feedback stands against the verdicts. Its fields, in this order, are a contract: add
 * or remove one, never rename or retype it.
 *
 * @param id the hash of tenant and day
 * @param root the run of the feedback that changed it last
 * @param tenant whose messages they are
 * @param version grows with every change; the newest counts
 * @param day the day of the feedback in UTC, as {@code 2026-11-24}
 * @param counts messages by verdict and label, in the order of both; what has none is left out
 */
public record Confusion(
    String id, String root, String tenant, int version, String day, List<Cell> counts) {

  /**
   * Messages of one verdict and one label.
   *
   * @param verdict what Taskweir said
   * @param label what people said
   * @param messages how many
   */
  public record Cell(Judgement verdict, Judgement label, int messages) {}
}
