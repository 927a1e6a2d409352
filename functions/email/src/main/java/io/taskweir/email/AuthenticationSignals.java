package io.taskweir.email;

import java.util.ArrayList;
import java.util.List;

/** What the checks of a sender say for or against a message. */
final class AuthenticationSignals {

  private AuthenticationSignals() {}

  static List<Reason> of(SenderAuthentication.Checked checked) {
    List<Reason> reasons = new ArrayList<>();
    if (checked.dmarc() == AuthResult.PASS) {
      reasons.add(Rule.DMARC_PASS.because(detail(checked, "dmarc")));
    } else if (checked.dmarc() == AuthResult.FAIL) {
      boolean refused = "reject".equals(checked.policy()) || "quarantine".equals(checked.policy());
      Rule rule = refused ? Rule.DMARC_REFUSED : Rule.DMARC_FAIL;
      reasons.add(rule.because(detail(checked, "dmarc")));
    }
    if (checked.dmarc() == AuthResult.PASS) {
      return reasons;
    }
    if (checked.spf() == AuthResult.FAIL) {
      reasons.add(Rule.SPF_FAIL.because(detail(checked, "spf")));
    } else if (checked.spf() == AuthResult.SOFTFAIL) {
      reasons.add(Rule.SPF_SOFTFAIL.because(detail(checked, "spf")));
    }
    if (checked.dkim() == AuthResult.FAIL) {
      reasons.add(Rule.DKIM_FAIL.because(detail(checked, "dkim")));
    }
    return reasons;
  }

  private static String detail(SenderAuthentication.Checked checked, String method) {
    return checked.details().stream()
        .filter(line -> line.startsWith(method + '='))
        .findFirst()
        .orElse("");
  }
}
