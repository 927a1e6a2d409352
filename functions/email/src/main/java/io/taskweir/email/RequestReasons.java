package io.taskweir.email;

import io.taskweir.email.Request.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The reasons that follow from what a text asks for, in place of those that its phrases alone would
 * give: a phrase also stands in news and warnings.
 */
final class RequestReasons {

  private static final Map<Kind, Rule> RULES =
      Map.of(
          Kind.CREDENTIALS, Rule.CREDENTIALS,
          Kind.PERSONAL_DATA, Rule.PERSONAL_DATA,
          Kind.OPEN_FILE, Rule.OPEN_FILE,
          Kind.URGENCY, Rule.URGENCY);

  private RequestReasons() {}

  /**
   * {@code byPhrases}, with the reasons of {@code requests} in the place of those they replace.
   *
   * @param words how many the text has
   */
  static List<Reason> of(
      List<Reason> byPhrases, List<Request> requests, Phrases phrases, int words) {
    Map<Rule, List<String>> sentences = new EnumMap<>(Rule.class);
    for (Request request : requests) {
      sentences
          .computeIfAbsent(rule(request, phrases), unused -> new ArrayList<>())
          .add(request.sentence());
    }
    List<Reason> reasons = new ArrayList<>();
    for (Reason reason : byPhrases) {
      Rule rule = Rule.valueOf(reason.code());
      List<String> shown = sentences.remove(rule);
      if (shown != null) {
        reasons.add(showing(rule, shown, shown.size(), reason.weight()));
      } else if (rule == Rule.URGENCY || !RULES.containsValue(rule)) {
        reasons.add(reason);
      }
    }
    sentences.forEach(
        (rule, shown) -> {
          int times = rule == Rule.URGENCY ? Phrases.times(shown.size(), words) : shown.size();
          if (times > 0) {
            reasons.add(showing(rule, shown, times, 0));
          }
        });
    return reasons;
  }

  /** Money that cannot be called back is another matter than money. */
  private static Rule rule(Request request, Phrases phrases) {
    if (request.kind() != Kind.MONEY) {
      return RULES.get(request.kind());
    }
    boolean lost =
        phrases.in(Words.of(request.sentence())).stream()
            .anyMatch(reason -> reason.code().equals(Rule.PAYMENT.name()));
    return lost ? Rule.PAYMENT : Rule.MONEY_REQUEST;
  }

  /**
   * A rule's reason with the sentences that show it, as heavy as its phrases if those are heavier.
   */
  private static Reason showing(Rule rule, List<String> sentences, int times, double least) {
    Reason reason = rule.because(sentences, times);
    return reason.weight() >= least ? reason : new Reason(reason.code(), reason.detail(), least);
  }
}
