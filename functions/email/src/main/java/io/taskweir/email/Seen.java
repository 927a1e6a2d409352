package io.taskweir.email;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was seen in one attachment: by rule the things that show it, each once. */
final class Seen {

  private static final int SHOWN = 80;

  /** More things of a rule than these are not told apart. */
  private static final int MOST = 1_000;

  private final Map<Rule, Set<String>> byRule = new EnumMap<>(Rule.class);
  private final List<Reason> reasons = new ArrayList<>();

  void add(Rule rule, String shown) {
    Set<String> things = byRule.computeIfAbsent(rule, unused -> new LinkedHashSet<>());
    if (things.size() < MOST) {
      things.add(cut(shown));
    }
  }

  void add(List<Reason> more) {
    reasons.addAll(more);
  }

  /** One reason of each rule, with the first thing that shows it and how many more there are. */
  List<Reason> reasons() {
    List<Reason> all = new ArrayList<>(reasons);
    byRule.forEach(
        (rule, things) -> {
          String more = things.size() == 1 ? "" : " and " + (things.size() - 1) + " more";
          all.add(rule.because(things.iterator().next() + more));
        });
    return Weighing.heaviestFirst(all);
  }

  private static String cut(String text) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), SHOWN));
    for (int i = 0; i < text.length() && line.length() < SHOWN; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? '?' : c);
    }
    String shown = PlainText.cut(line.toString().strip(), SHOWN);
    return text.length() > SHOWN ? shown + "..." : shown;
  }
}
