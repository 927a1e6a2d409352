package io.taskweir.deploy.train;

import io.taskweir.deploy.TextTable;
import io.taskweir.email.MailModel.Calibration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the cross-validation found, in tables. */
final class Quality {

  private static final double[] BINS = {0, 0.01, 0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 1};

  private final List<Example> examples;
  private final boolean[] spam;
  private final TextTable rankings =
      new TextTable(
          Set.of(2, 3, 4), "shown", "filter", "1-ROCA", "recall at 0.1% FP", "recall at 0.5% FP");

  Quality(List<Example> examples) {
    this.examples = examples;
    spam = new boolean[examples.size()];
    for (int i = 0; i < spam.length; i++) {
      spam[i] = examples.get(i).spam();
    }
  }

  boolean[] spam() {
    return spam;
  }

  void add(View view, String filter, double[] scores) {
    Ranking ranking = Ranking.of(scores, spam);
    rankings.add(
        view.label(),
        filter,
        percent(ranking.missedArea(), 4),
        percent(ranking.recallAtTenth(), 2),
        percent(ranking.recallAtHalf(), 2));
  }

  String rankings() {
    return rankings.toString();
  }

  /** How often what is said to be spam by so many percent is. */
  String reliability(double[] scores, Calibration calibration) {
    TextTable table = new TextTable(Set.of(0, 1, 2, 3), "chance", "messages", "said", "are spam");
    for (int bin = 0; bin + 1 < BINS.length; bin++) {
      int count = 0;
      int are = 0;
      double said = 0;
      for (int i = 0; i < scores.length; i++) {
        double chance = PlattScaling.chance(calibration.of(scores[i]));
        boolean last = bin + 2 == BINS.length;
        if (chance >= BINS[bin] && (chance < BINS[bin + 1] || last)) {
          count++;
          said += chance;
          are += spam[i] ? 1 : 0;
        }
      }
      table.add(
          String.format(Locale.ROOT, "%.2f to %.2f", BINS[bin], BINS[bin + 1]),
          Integer.toString(count),
          count == 0 ? "-" : percent(said / count, 1),
          count == 0 ? "-" : percent(are / (double) count, 1));
    }
    return table.toString();
  }

  /** What would be wrong, folder by folder, if the chance of 0.5 decided. */
  String folders(double[] scores, Calibration calibration) {
    Map<String, int[]> counts = new TreeMap<>();
    for (int i = 0; i < scores.length; i++) {
      int[] count = counts.computeIfAbsent(name(examples.get(i)), unused -> new int[2]);
      count[0]++;
      count[1] += calibration.of(scores[i]) >= 0 == spam[i] ? 0 : 1;
    }
    TextTable table = new TextTable(Set.of(1, 2), "data", "messages", "wrong at 0.5");
    counts.forEach(
        (name, count) -> table.add(name, Integer.toString(count[0]), Integer.toString(count[1])));
    return table.toString();
  }

  private static String name(Example example) {
    return (example.spam() ? "spam: " : "ham: ") + DataFolder.name(example.folder());
  }

  private static String percent(double share, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f%%", 100 * share);
  }
}
