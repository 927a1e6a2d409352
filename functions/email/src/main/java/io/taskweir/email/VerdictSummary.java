package io.taskweir.email;

import io.taskweir.email.Verdict.Judgement;
import java.util.List;

/**
 * What a digest needs of a verdict, and no more: no address, no subject.
 *
 * @param verdict what the message is
 * @param score the chance, 0 to 1, that it is unwanted
 * @param against codes of the reasons that speak against it, heaviest first
 */
public record VerdictSummary(Judgement verdict, double score, List<String> against) {

  /** The summary of {@code verdict}. */
  static VerdictSummary of(Verdict verdict) {
    return new VerdictSummary(
        verdict.verdict(),
        verdict.score(),
        verdict.reasons().stream()
            .filter(reason -> reason.weight() > 0)
            .map(Reason::code)
            .toList());
  }
}
