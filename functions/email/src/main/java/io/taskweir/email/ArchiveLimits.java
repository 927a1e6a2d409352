package io.taskweir.email;

import java.io.Serializable;

/**
 * The bounds on one archive with all archives inside it. They are counted on what has been produced
 * and never on what an archive says of itself; passing one is a dead letter {@code LIMIT}.
 *
 * @param ratio bytes produced for each byte of the attachment
 * @param ratioFrom bytes that may be produced before the ratio is looked at: a few bytes of zeros
 *     pack better than any bomb and harm nobody
 * @param bytes bytes produced in all
 * @param entries entries in all
 * @param depth archives within archives, the attachment itself being the first; a compressed file
 *     is an archive of one entry, so {@code tar.gz} takes two
 * @param headerBytes bytes between two entries: what a name or a header may take in memory
 */
public record ArchiveLimits(
    int ratio, long ratioFrom, long bytes, int entries, int depth, int headerBytes)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The limits of a stage that sets none. */
  public static ArchiveLimits defaults() {
    return new ArchiveLimits(100, 1_000_000, 100_000_000, 1_000, 3, 1_000_000);
  }
}
