package io.taskweir.deploy.records;

import java.time.Instant;
import javax.annotation.Nullable;

/**
 * Which lines a reader wants. It saves work and is no filter: lines that are not wanted may come.
 *
 * @param text what stands in each of them, as it stands in JSON; null for anything
 * @param root the run that the audit is wanted of; null for any
 * @param since when the first of them was written; null for ever
 */
public record Wanted(@Nullable String text, @Nullable String root, @Nullable Instant since) {

  /** All there are. */
  public static final Wanted ALL = new Wanted(null, null, null);

  /** Those with {@code text} in them. */
  public static Wanted with(String text) {
    return new Wanted(text, null, null);
  }

  /** Those of one run, where a run's lines should be. */
  public static Wanted near(String root) {
    return new Wanted(root, root, null);
  }

  /** Those that were written at {@code since} or later. */
  public static Wanted after(Instant since) {
    return new Wanted(null, null, since);
  }

  boolean may(String json) {
    return text == null || json.contains(text);
  }
}
