package io.taskweir.email;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which features say something of spam, and not of a place where mail was collected.
 *
 * <p>Left out is a feature of which more than {@value #MOST_SHARE} of the messages came over one
 * origin that has at least {@value #LARGE} of them: a mailing list's footer, its tag, its members'
 * names and favourite words, a newsletter's masthead. So is what stands in one message alone.
 */
final class OriginFilter {

  private static final int LARGE = 10;
  private static final int LEAST_MESSAGES = 2;
  private static final double MOST_SHARE = 0.67;

  private final int[] messages = new int[MailFeatures.SPACE];
  private final int[] most = new int[MailFeatures.SPACE];
  private final int[] here = new int[MailFeatures.SPACE];

  private OriginFilter() {}

  /** The places of the features that may be learnt from {@code mails}. */
  static BitSet of(List<LabelledMail> mails, List<FeatureVector> vectors) {
    Map<String, BitSet> origins = new TreeMap<>();
    for (int i = 0; i < mails.size(); i++) {
      origins.computeIfAbsent(mails.get(i).origin(), unused -> new BitSet()).set(i);
    }
    OriginFilter filter = new OriginFilter();
    origins.values().forEach(origin -> filter.add(origin, vectors));
    return filter.kept();
  }

  private void add(BitSet origin, List<FeatureVector> vectors) {
    boolean large = origin.cardinality() >= LARGE;
    origin.stream()
        .mapToObj(vectors::get)
        .forEach(
            vector -> {
              for (int i = 0; i < vector.size(); i++) {
                int at = vector.index(i);
                messages[at]++;
                if (large) {
                  here[at]++;
                  most[at] = Math.max(most[at], here[at]);
                }
              }
            });
    origin.stream()
        .mapToObj(vectors::get)
        .forEach(
            vector -> {
              for (int i = 0; i < vector.size(); i++) {
                here[vector.index(i)] = 0;
              }
            });
  }

  private BitSet kept() {
    BitSet kept = new BitSet(MailFeatures.SPACE);
    for (int at = 0; at < MailFeatures.SPACE; at++) {
      boolean common = most[at] <= MOST_SHARE * messages[at];
      kept.set(at, messages[at] >= LEAST_MESSAGES && common);
    }
    return kept;
  }
}
