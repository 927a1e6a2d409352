package io.taskweir.deploy.train;

import java.util.Arrays;

/**
 * How well scores tell spam from ham, whatever the threshold.
 *
 * @param missedArea 1-ROCA: the chance that a ham scores above a spam, a tie counting half
 * @param recallAtTenth share of spam that is found where at most 0.1% of ham is taken for it
 * @param recallAtHalf the same at 0.5%
 */
record Ranking(double missedArea, double recallAtTenth, double recallAtHalf) {

  /** Measures {@code scores}, higher for spam. */
  static Ranking of(double[] scores, boolean[] spam) {
    double[] hams = chosen(scores, spam, false);
    double[] spams = chosen(scores, spam, true);
    double above = 0;
    for (double score : spams) {
      int below = lower(hams, score);
      int upTo = upper(hams, score);
      above += below + (upTo - below) / 2.0;
    }
    double area = above / ((double) hams.length * spams.length);
    return new Ranking(1 - area, recall(hams, spams, 0.001), recall(hams, spams, 0.005));
  }

  /** The spam above all ham but the share that may be wrong. */
  private static double recall(double[] hams, double[] spams, double wrong) {
    int allowed = (int) Math.floor(hams.length * wrong);
    double threshold = hams[hams.length - 1 - Math.min(allowed, hams.length - 1)];
    return (spams.length - upper(spams, threshold)) / (double) spams.length;
  }

  private static double[] chosen(double[] scores, boolean[] spam, boolean which) {
    double[] chosen = new double[scores.length];
    int size = 0;
    for (int i = 0; i < scores.length; i++) {
      if (spam[i] == which) {
        chosen[size++] = scores[i];
      }
    }
    double[] sorted = Arrays.copyOf(chosen, size);
    Arrays.sort(sorted);
    return sorted;
  }

  /** How many of {@code sorted} are less than {@code value}. */
  private static int lower(double[] sorted, double value) {
    int from = 0;
    int to = sorted.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sorted[middle] < value) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** How many of {@code sorted} are at most {@code value}. */
  private static int upper(double[] sorted, double value) {
    return lower(sorted, Math.nextUp(value));
  }
}
