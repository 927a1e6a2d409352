package io.taskweir.email;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reasons against each other. */
final class Weighing {

  private static final Comparator<Reason> HEAVIEST_FIRST =
      Comparator.comparingDouble((Reason reason) -> Math.abs(reason.weight()))
          .reversed()
          .thenComparing(Reason::code)
          .thenComparing(Reason::detail);

  private Weighing() {}

  /** One reason of each code, its heaviest, heaviest first; the order given does not matter. */
  static List<Reason> heaviestFirst(Collection<Reason> reasons) {
    Map<String, Reason> byCode = new HashMap<>();
    for (Reason reason : reasons) {
      byCode.merge(
          reason.code(),
          reason,
          (one, other) -> HEAVIEST_FIRST.compare(one, other) <= 0 ? one : other);
    }
    return byCode.values().stream().sorted(HEAVIEST_FIRST).toList();
  }

  /** The chance that a message with these reasons is unwanted. */
  static double score(List<Reason> reasons) {
    double sum = Rule.PRIOR;
    for (Reason reason : reasons) {
      sum += reason.weight();
    }
    return Rule.round(Rule.chance(sum));
  }

  /**
   * Whether a rule of a role is among the reasons. A code that no rule has any more, in a result
   * that was shared before an upgrade, has no role.
   */
  static boolean has(Rule.Role role, List<Reason> reasons) {
    return reasons.stream()
        .map(Reason::code)
        .anyMatch(code -> Rule.named(code) != null && Rule.named(code).role() == role);
  }
}
