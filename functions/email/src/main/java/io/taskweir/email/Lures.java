package io.taskweir.email;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Words that stand beside a name in hosts made to be trusted ({@code lures.txt}). Immutable. */
final class Lures {

  /** Longer words are taken apart no further. */
  private static final int LONGEST = 40;

  /** Top-level domains that say the same as such a word. */
  private static final Set<String> SUFFIXES =
      Set.of("support", "services", "center", "online", "help", "security", "team");

  private final Set<String> strong = new HashSet<>();
  private final Set<String> all = new HashSet<>();

  Lures() {
    for (String line : HostList.lines("lures.txt")) {
      List<String> words = Arrays.asList(line.replace("-", "").split(" ", -1));
      List<String> group = words.subList(1, words.size());
      all.addAll(group);
      if (words.get(0).equals("strong")) {
        strong.addAll(group);
      }
    }
  }

  boolean isStrong(String word) {
    return strong.contains(word);
  }

  boolean isLure(String word) {
    return all.contains(word);
  }

  boolean isLureSuffix(String suffix) {
    return SUFFIXES.contains(suffix);
  }

  /** Whether {@code text} is nothing but such words and digits: {@code secureloginid24}. */
  boolean isMadeOf(String text) {
    int length = text.length();
    if (length == 0 || length > LONGEST) {
      return false;
    }
    boolean[] reached = new boolean[length + 1];
    reached[0] = true;
    for (int from = 0; from < length; from++) {
      if (reached[from]) {
        reached[from + 1] |= Character.isDigit(text.charAt(from));
        for (int to = from + 2; to <= length; to++) {
          reached[to] |= all.contains(text.substring(from, to));
        }
      }
    }
    return reached[length] && !text.chars().allMatch(Character::isDigit);
  }
}
