package io.taskweir.email;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The reasons of one link, one of each rule: what is seen first counts. */
final class LinkReasons {

  private static final int SHOWN = 120;

  private final Map<Rule, Reason> reasons = new EnumMap<>(Rule.class);
  private String behind = "";

  /** What is added from now on is seen in a target that stands inside {@code url}. */
  void behind(CanonicalUrl url) {
    behind = ", behind " + cut(url.host());
  }

  void add(Rule rule, String shown) {
    reasons.putIfAbsent(rule, rule.because(cut(shown) + behind));
  }

  /** The reasons, in the order of {@link Rule}. */
  List<Reason> inOrder() {
    return List.copyOf(reasons.values());
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : PlainText.cut(text, SHOWN) + "...";
  }
}
