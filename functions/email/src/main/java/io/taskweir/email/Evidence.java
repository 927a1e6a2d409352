package io.taskweir.email;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which words of a message the model goes by. What a feature adds is divided among the characters
 * that it was first cut from, so that runs of characters speak through the words that they stand
 * in; a word has the sum of its characters. All words together make up the log-odds.
 *
 * <p>Linear in the text; only words that weigh something become objects.
 */
final class Evidence {

  private static final int MOST_WORDS = 5;
  private static final int LONGEST = 40;

  /** Less than this is no evidence, in log-odds. */
  private static final double LEAST = 0.02;

  private double[] each = new double[8_192];

  /** The words for spam and those against it, heaviest first. */
  record Words(List<String> spam, List<String> ham) {}

  /** Explains what {@code model} said of the last message that {@code features} read. */
  Words of(MailModel model, MailFeatures features, FeatureVector vector) {
    FeatureText text = features.text();
    if (each.length < text.length()) {
      each = new double[2 * text.length()];
    }
    Arrays.fill(each, 0, text.length(), 0);
    for (int i = 0; i < vector.size(); i++) {
      double adds = model.weight(vector.index(i)) * vector.value(i);
      if (adds != 0) {
        divide(adds, text, features.from(i), features.to(i));
      }
    }
    Map<String, Double> words = sums(text);
    return new Words(heaviest(words, 1), heaviest(words, -1));
  }

  private void divide(double adds, FeatureText text, int from, int to) {
    int shown = 0;
    for (int i = from; i < to; i++) {
      shown += text.at(i) == ' ' ? 0 : 1;
    }
    for (int i = from; i < to; i++) {
      if (text.at(i) != ' ') {
        each[i] += adds / shown;
      }
    }
  }

  private Map<String, Double> sums(FeatureText text) {
    Map<String, Double> words = new HashMap<>();
    int from = 0;
    double sum = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && text.at(i) != ' ') {
        sum += each[i];
        continue;
      }
      if (Math.abs(sum) >= LEAST) {
        String word = text.substring(from, Math.min(i, from + LONGEST)).toLowerCase(Locale.ROOT);
        words.merge(PlainText.line(word, LONGEST), sum, Double::sum);
      }
      from = i + 1;
      sum = 0;
    }
    return words;
  }

  private static List<String> heaviest(Map<String, Double> words, int sign) {
    List<Map.Entry<String, Double>> sorted = new ArrayList<>();
    for (Map.Entry<String, Double> word : words.entrySet()) {
      if (sign * word.getValue() >= LEAST) {
        sorted.add(word);
      }
    }
    sorted.sort(
        Comparator.comparingDouble((Map.Entry<String, Double> word) -> -sign * word.getValue())
            .thenComparing(Map.Entry::getKey));
    return sorted.stream()
        .limit(MOST_WORDS)
        .map(word -> String.format(Locale.ROOT, "%s %+.2f", word.getKey(), word.getValue()))
        .toList();
  }
}
