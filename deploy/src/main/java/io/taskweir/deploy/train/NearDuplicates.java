package io.taskweir.deploy.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Groups texts that are copies of one another but for a few words, so that no copy is tested with a
 * model that has seen the other.
 *
 * <p>A text is the set of its runs of {@value #WORDS} words (letters only, lower case). Two belong
 * together where their sets are alike by a Jaccard index of about {@value #ALIKE}, as {@value
 * #HASHES} minimal hashes estimate it (Broder, "On the resemblance and containment of documents",
 * 1997); candidates share a band of {@value #BAND} of those hashes. What is alike to the same text
 * is in one group. Texts of fewer words go by all of them together.
 */
final class NearDuplicates {

  private static final int WORDS = 3;
  private static final double ALIKE = 0.5;
  private static final int HASHES = 96;
  private static final int BAND = 3;

  private final List<long[]> signatures = new ArrayList<>();
  private int[] parents = new int[0];

  private NearDuplicates() {}

  /** The group of each text: the number of the first text in it. */
  static int[] groups(List<String> texts) {
    NearDuplicates all = new NearDuplicates();
    all.parents = new int[texts.size()];
    for (int i = 0; i < texts.size(); i++) {
      all.parents[i] = i;
      all.signatures.add(signature(texts.get(i)));
    }
    for (int band = 0; band < HASHES; band += BAND) {
      all.join(band);
    }
    int[] groups = new int[texts.size()];
    Arrays.setAll(groups, all::root);
    return groups;
  }

  private void join(int band) {
    Map<Long, List<Integer>> buckets = new HashMap<>();
    for (int i = 0; i < signatures.size(); i++) {
      long key = 0;
      for (int k = band; k < band + BAND; k++) {
        key = mix(key * 31 + signatures.get(i)[k]);
      }
      List<Integer> bucket = buckets.computeIfAbsent(key, unused -> new ArrayList<>());
      for (int other : bucket) {
        if (root(other) != root(i) && areAlike(other, i)) {
          unite(other, i);
        }
      }
      bucket.add(i);
    }
  }

  private boolean areAlike(int one, int other) {
    int same = 0;
    for (int k = 0; k < HASHES; k++) {
      same += signatures.get(one)[k] == signatures.get(other)[k] ? 1 : 0;
    }
    return same >= ALIKE * HASHES;
  }

  private void unite(int one, int other) {
    int first = Math.min(root(one), root(other));
    int second = Math.max(root(one), root(other));
    parents[second] = first;
  }

  private int root(int i) {
    int at = i;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }

  private static long[] signature(String text) {
    String[] words = text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1);
    long[] least = new long[HASHES];
    Arrays.fill(least, Long.MAX_VALUE);
    int runs = Math.max(1, words.length - WORDS + 1);
    for (int i = 0; i < runs; i++) {
      long hash = 0;
      for (int k = i; k < Math.min(words.length, i + WORDS); k++) {
        hash = mix(hash * 31 + words[k].hashCode());
      }
      for (int k = 0; k < HASHES; k++) {
        least[k] = Math.min(least[k], mix(hash + k * 0x9e3779b97f4a7c15L));
      }
    }
    return least;
  }

  /** The finish of SplitMix64 (Steele, Lea and Flood, 2014). */
  private static long mix(long value) {
    long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }
}
