package io.taskweir.email;

import io.taskweir.email.Verdict.Judgement;
import java.util.Locale;

/**
 * What somebody holds a message for: Taskweir by its verdict, or a person by feedback. One flat
 * record of both, since they meet in one stage under the message's digest.
 *
 * @param sha256 the message, 64 lower-case hex digits
 * @param holder whose opinion it is
 * @param judgement the opinion
 */
public record Opinion(String sha256, Holder holder, Judgement judgement) {

  /** Who has an opinion. Add at the end. */
  public enum Holder {
    /** The verdict of this workflow. */
    VERDICT,
    /** Somebody who has read the message. */
    PERSON
  }

  /** The opinion that a verdict is. */
  static Opinion of(Verdict verdict) {
    return new Opinion(verdict.sha256(), Holder.VERDICT, verdict.verdict());
  }

  /** How a judgement is written. */
  static String label(Judgement judgement) {
    return judgement.name().toLowerCase(Locale.ROOT);
  }
}
