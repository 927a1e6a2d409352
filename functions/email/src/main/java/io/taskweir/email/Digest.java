package io.taskweir.email;

import java.time.Instant;
import java.util.List;

/**
 * What came in for a tenant since the last digest. Its fields, in this order, are the contract of
 * {@code digests.jsonl}: add or remove one, never rename or retype it.
 *
 * @param id the hash of tenant and firing, 32 hex digits
 * @param root the run that made it
 * @param tenant whose messages they are
 * @param version 1: a digest is final
 * @param firing 1 for the tenant's first digest, then one more each time
 * @param cause why it was written: {@code count}, {@code schedule}, {@code wait} or {@code end}
 * @param due when it was due
 * @param messages how many verdicts it tells of
 * @param ham those that are wanted
 * @param spam those that are unwanted
 * @param phish those that are unwanted and deceive
 * @param meanScore the mean chance that a message is unwanted
 * @param reasons what spoke against messages, most often first, at most ten
 */
public record Digest(
    String id,
    String root,
    String tenant,
    int version,
    long firing,
    String cause,
    Instant due,
    int messages,
    int ham,
    int spam,
    int phish,
    double meanScore,
    List<Count> reasons) {

  /**
   * How often a reason was given.
   *
   * @param code the reason
   * @param messages in how many messages it was
   */
  public record Count(String code, int messages) {}
}
