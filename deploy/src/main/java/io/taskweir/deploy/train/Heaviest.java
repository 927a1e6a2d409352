package io.taskweir.deploy.train;

import io.taskweir.deploy.TextTable;
import io.taskweir.email.FeatureVector;
import io.taskweir.email.LabelledMail;
import io.taskweir.email.MailFeatures;
import io.taskweir.email.MailModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The features that move the most: by what they add to the log-odds, without sign, summed over all
 * messages. In messages and words, so that a person can judge whether each is sound.
 */
final class Heaviest {

  private final Map<Integer, Feature> features = new HashMap<>();

  private static final class Feature {
    final String shown;
    double adds;
    int ham;
    int spam;

    Feature(String shown) {
      this.shown = shown;
    }

    double each() {
      return adds / (ham + spam);
    }
  }

  /** A table of the first {@code most}. */
  static String table(MailModel model, List<LabelledMail> mails, int most) {
    Heaviest heaviest = new Heaviest();
    MailFeatures reader = new MailFeatures();
    for (LabelledMail mail : mails) {
      heaviest.add(model, reader, reader.of(mail.sample()), mail.spam());
    }
    return heaviest.table(most);
  }

  private void add(MailModel model, MailFeatures reader, FeatureVector vector, boolean spam) {
    for (int i = 0; i < vector.size(); i++) {
      double weight = model.weight(vector.index(i));
      if (weight == 0) {
        continue;
      }
      int at = i;
      Feature feature =
          features.computeIfAbsent(vector.index(i), unused -> new Feature(reader.describe(at)));
      feature.adds += weight * vector.value(i);
      feature.ham += spam ? 0 : 1;
      feature.spam += spam ? 1 : 0;
    }
  }

  private String table(int most) {
    TextTable table =
        new TextTable(Set.of(1, 2, 3), "feature", "adds each time", "in ham", "in spam");
    List<Feature> sorted = new ArrayList<>(features.values());
    sorted.sort(
        Comparator.comparingDouble((Feature feature) -> -Math.abs(feature.adds))
            .thenComparing(feature -> feature.shown));
    for (Feature feature : sorted.subList(0, Math.min(most, sorted.size()))) {
      table.add(
          feature.shown.strip(),
          String.format(Locale.ROOT, "%+.3f", feature.each()),
          Integer.toString(feature.ham),
          Integer.toString(feature.spam));
    }
    return table.toString();
  }
}
