package io.taskweir.email;

import java.util.ArrayList;
import java.util.List;

/** What a message's headers show, its subject and its sender apart. */
final class HeaderSignals {

  private static final int MANY_DEFECTS = 3;

  private HeaderSignals() {}

  static List<Reason> of(Mail mail) {
    List<Reason> reasons = new ArrayList<>();
    if (mail.messageId() == null || mail.messageId().isBlank()) {
      reasons.add(Rule.NO_MESSAGE_ID.because(""));
    }
    if (mail.date() == null) {
      reasons.add(Rule.NO_DATE.because(""));
    }
    if (mail.defects().size() >= MANY_DEFECTS) {
      reasons.add(Rule.MANY_DEFECTS.because(String.join(", ", mail.defects())));
    }
    return reasons;
  }
}
