package io.taskweir.sensors;

import java.time.Instant;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What the sensors of a group did since the last report: a line of {@code reports.jsonl}. Fields
 * are a contract: add or remove one, never rename or retype it.
 *
 * @param id 32 hex digits: the firing that it reports
 * @param root the same
 * @param tenant whose sensors they are
 * @param version 1: a report is not corrected, the next one says what has changed
 * @param group whose sensors they are; null for those of no group
 * @param firing 1 for the group's first report, then one more each
 * @param cause why it was written now: {@code count}, {@code schedule}, {@code wait} or {@code end}
 * @param due when it was due
 * @param from where the earliest of its windows begins, as that roll-up says it
 * @param to where the latest of its windows ends
 * @param rollups how many roll-ups came in, corrections among them
 * @param sensors what each did, by name, at most 1,000
 * @param more how many sensors are left out
 */
public record Report(
    String id,
    String root,
    String tenant,
    int version,
    @Nullable String group,
    long firing,
    String cause,
    Instant due,
    String from,
    String to,
    int rollups,
    List<Sensor> sensors,
    int more) {

  /**
   * A sensor over its windows of the finest length, each at its latest version. Fields are a
   * contract.
   *
   * @param sensor its name
   * @param unit its unit; null where it has none
   * @param every the length of those windows, as written
   * @param count its readings
   * @param min the least
   * @param max the greatest
   * @param mean of all readings
   * @param last the last by event time
   * @param p95 of the latest window: those of several do not add up
   */
  public record Sensor(
      String sensor,
      @Nullable String unit,
      String every,
      long count,
      double min,
      double max,
      double mean,
      double last,
      double p95) {}
}
