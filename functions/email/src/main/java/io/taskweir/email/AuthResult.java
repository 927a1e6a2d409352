package io.taskweir.email;

import java.util.Locale;
import javax.annotation.Nullable;

/** The result of a check of a sender, as RFC 8601, section 2.7, names it. */
public enum AuthResult {
  /** There was nothing to check against. */
  NONE,
  /** The sender is who he says. */
  PASS,
  /** He is not. */
  FAIL,
  /** SPF: probably not. */
  SOFTFAIL,
  /** Nothing is said of him. */
  NEUTRAL,
  /** What was checked holds, but not in a way that counts here. */
  POLICY,
  /** The Domain Name System did not answer. */
  TEMPERROR,
  /** What should be checked against is not well formed, or passes a limit. */
  PERMERROR;

  /** The result of that name in any case; null where there is none. */
  @Nullable
  static AuthResult named(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    for (AuthResult result : values()) {
      if (result.name().equals(upper)) {
        return result;
      }
    }
    return upper.equals("HARDFAIL") ? FAIL : null;
  }

  /** As it stands in a header field. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
