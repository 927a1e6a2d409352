package io.taskweir.job;

import java.util.Collection;
import java.util.Optional;

/** Guesses what somebody meant by a name that does not exist. */
final class NearMiss {

  private NearMiss() {}

  /**
   * The known name that is the fewest single-character edits away, if these are few for its length:
   * at most one, and one more for every eight characters.
   */
  static Optional<String> of(String name, Collection<String> known) {
    String best = null;
    int fewest = 2 + name.length() / 8;
    for (String candidate : known) {
      int edits = edits(name, candidate);
      if (edits < fewest) {
        fewest = edits;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Levenshtein's distance, by rows of its table. */
  private static int edits(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[to.length()];
  }
}
