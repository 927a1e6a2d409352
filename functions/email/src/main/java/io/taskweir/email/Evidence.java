package io.taskweir.email;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which words of a message the model goes by. What a feature adds is divided among the characters
 * that it was first cut from, so that runs of characters speak through the words that they stand
 * in; a word has the sum of its characters. All words together make up the log-odds.
 *
 * <p>Linear in the text; only the heaviest words become objects.
 */
final class Evidence {

  private static final int MOST_WORDS = 5;
  private static final int LONGEST = 40;

  /** Less than this is no evidence, in log-odds. */
  private static final double LEAST = 0.02;

  /** So many places of each side are looked at; the rest of a message's words weigh less. */
  private static final int MOST_PLACES = 24;

  private final Heaviest spam = new Heaviest('+');
  private final Heaviest ham = new Heaviest('-');
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
    spam.clear();
    ham.clear();
    weigh(text);
    return new Words(spam.words(text), ham.words(text));
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

  private void weigh(FeatureText text) {
    int from = 0;
    double sum = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && text.at(i) != ' ') {
        sum += each[i];
        continue;
      }
      if (sum >= LEAST) {
        spam.offer(from, i, sum);
      } else if (-sum >= LEAST) {
        ham.offer(from, i, -sum);
      }
      from = i + 1;
      sum = 0;
    }
  }

  /** The heaviest places of one side, heaviest first. */
  private static final class Heaviest {

    private final char sign;
    private final int[] from = new int[MOST_PLACES];
    private final int[] to = new int[MOST_PLACES];
    private final double[] weight = new double[MOST_PLACES];
    private int size;

    Heaviest(char sign) {
      this.sign = sign;
    }

    void clear() {
      size = 0;
    }

    void offer(int begin, int end, double adds) {
      if (size == MOST_PLACES && adds <= weight[size - 1]) {
        return;
      }
      int at = size < MOST_PLACES ? size++ : size - 1;
      for (; at > 0 && weight[at - 1] < adds; at--) {
        from[at] = from[at - 1];
        to[at] = to[at - 1];
        weight[at] = weight[at - 1];
      }
      from[at] = begin;
      to[at] = end;
      weight[at] = adds;
    }

    /** One entry a word, with what its places add up to. */
    List<String> words(FeatureText text) {
      Map<String, Double> sums = new HashMap<>();
      for (int i = 0; i < size; i++) {
        String cut = text.substring(from[i], Math.min(to[i], from[i] + LONGEST));
        String word = PlainText.line(cut.toLowerCase(Locale.ROOT), LONGEST);
        sums.merge(word, weight[i], Double::sum);
      }
      return sums.entrySet().stream()
          .sorted(
              Map.Entry.<String, Double>comparingByValue()
                  .reversed()
                  .thenComparing(Map.Entry.comparingByKey()))
          .limit(MOST_WORDS)
          .map(word -> word.getKey() + ' ' + sign + hundredths(word.getValue()))
          .toList();
    }

    private static String hundredths(double weight) {
      return BigDecimal.valueOf(weight).setScale(2, RoundingMode.HALF_UP).toString();
    }
  }
}
