package io.taskweir.deploy.train;

import io.taskweir.email.MailFeatures;
import io.taskweir.email.MailSample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * Which messages are tested together: all near-duplicates in one fold, each folder spread evenly.
 *
 * @param of the fold of each message
 * @param count how many there are
 * @param groups how many groups of near-duplicates
 */
record Folds(int[] of, int count, int groups) {

  static Folds of(List<Example> examples, int count, long seed) {
    List<String> texts = examples.stream().map(example -> text(example.sample())).toList();
    Map<Integer, List<Integer>> byGroup = new TreeMap<>();
    int[] group = NearDuplicates.groups(texts);
    for (int i = 0; i < group.length; i++) {
      byGroup.computeIfAbsent(group[i], unused -> new ArrayList<>()).add(i);
    }
    List<List<Integer>> groups = new ArrayList<>(byGroup.values());
    Collections.shuffle(groups, new Random(seed));
    // The large ones first, so that the small ones can even them out.
    groups.sort((one, other) -> Integer.compare(other.size(), one.size()));
    int[] fold = new int[examples.size()];
    Map<String, int[]> sizes = new TreeMap<>();
    for (List<Integer> members : groups) {
      String folder = examples.get(members.get(0)).folder();
      int[] size = sizes.computeIfAbsent(folder, unused -> new int[count]);
      int least = least(size);
      size[least] += members.size();
      members.forEach(member -> fold[member] = least);
    }
    return new Folds(fold, count, groups.size());
  }

  private static int least(int[] sizes) {
    int least = 0;
    for (int i = 1; i < sizes.length; i++) {
      least = sizes[i] < sizes[least] ? i : least;
    }
    return least;
  }

  private static String text(MailSample sample) {
    return Objects.requireNonNullElse(sample.subject(), "")
        + '\n'
        + Objects.requireNonNullElse(sample.plain(), "")
        + '\n'
        + MailFeatures.displayed(Objects.requireNonNullElse(sample.html(), ""));
  }
}
