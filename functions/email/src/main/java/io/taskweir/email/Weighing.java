package io.taskweir.email;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * Reasons against each other, and beside what the trained model says.
 *
 * <p>The model has seen most of what a rule sees in the wording and form of a message, so such
 * rules add little to it. What hides or asks for something keeps its full weight: old mail hardly
 * shows it, and the model knows nothing of it. The three numbers were fitted together on what the
 * model says of messages that it was not trained on (see the model's card), and then rounded. Where
 * the model did not answer, the rules decide alone.
 */
final class Weighing {

  private static final double PRIOR = -1.3;
  private static final double OF_MODEL = 0.9;
  private static final double OF_PLAIN_RULES = 0.3;

  /** The model alone neither clears nor condemns what everything else speaks against. */
  private static final double LEAST_OF_MODEL = -5;

  private static final double MOST_OF_MODEL = 8;

  private static final Comparator<Reason> HEAVIEST_FIRST =
      Comparator.comparingDouble((Reason reason) -> Math.abs(reason.weight()))
          .reversed()
          .thenComparing(Reason::code)
          .thenComparing(Reason::detail);

  @Nullable private final LearnedFinding learned;

  /** A weighing beside {@code learned}; null where the model did not answer. */
  Weighing(@Nullable LearnedFinding learned) {
    this.learned = learned;
  }

  /**
   * One reason of each code, its heaviest, and the model's, with the weights that they have beside
   * each other, heaviest first; the order given does not matter.
   */
  List<Reason> weigh(Collection<Reason> reasons) {
    List<Reason> weighed = new ArrayList<>();
    heaviestFirst(reasons).forEach(reason -> weighed.add(beside(reason)));
    if (learned != null) {
      weighed.add(ofModel(learned));
    }
    weighed.sort(HEAVIEST_FIRST);
    return List.copyOf(weighed);
  }

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

  /** The chance that a message with these reasons, as they were weighed, is unwanted. */
  double score(List<Reason> weighed) {
    double sum = learned == null ? Rule.PRIOR : PRIOR;
    for (Reason reason : weighed) {
      sum += reason.weight();
    }
    return Rule.round(Rule.chance(sum));
  }

  /**
   * Whether a rule of a role is among the reasons. A code that no rule has any more, in a result
   * that was shared before an upgrade, has no role.
   */
  static boolean has(Rule.Role role, List<Reason> reasons) {
    return reasons.stream().anyMatch(reason -> roleOf(reason) == role);
  }

  private Reason beside(Reason reason) {
    if (learned == null || roleOf(reason) != Rule.Role.NONE) {
      return reason;
    }
    double weight = Rule.round(OF_PLAIN_RULES * reason.weight());
    return new Reason(reason.code(), reason.detail(), weight);
  }

  private static Reason ofModel(LearnedFinding learned) {
    double bounded = Math.max(LEAST_OF_MODEL, Math.min(MOST_OF_MODEL, learned.logOdds()));
    List<String> words = bounded > 0 ? learned.spamWords() : learned.hamWords();
    String reads = bounded > 0 ? "unwanted" : "wanted";
    return Rule.LEARNED.because(
        String.format(Locale.ROOT, "%s mail: %s", reads, String.join(", ", words)),
        Rule.round(OF_MODEL * bounded));
  }

  private static Rule.Role roleOf(Reason reason) {
    Rule rule = Rule.named(reason.code());
    return rule == null ? Rule.Role.NONE : rule.role();
  }
}
