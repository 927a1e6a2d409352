package io.taskweir.email;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * What a mail host that is trusted has noted of a sender (RFC 8601). It saw the client and the time
 * of delivery, so it knows better than anyone later.
 *
 * <p>Anybody can write such a field. Those from the top count, up to the first that names a host
 * which is not trusted: below it the sender may have written them all.
 *
 * @param results by method
 * @param policy what the domain of From asks for where DMARC fails, if it was noted
 * @param details a line for each result
 */
record AuthenticationResults(
    Map<Method, AuthResult> results, @Nullable String policy, List<String> details) {

  /** The methods that are of interest. */
  enum Method {
    SPF,
    DKIM,
    DMARC;

    @Nullable
    static Method named(String name) {
      for (Method method : values()) {
        if (method.name().equalsIgnoreCase(name)) {
          return method;
        }
      }
      return null;
    }
  }

  private static final String POLICY = "policy.dmarc=";

  /** Reads the fields of a message, from the top. */
  static AuthenticationResults of(List<String> fields, Set<String> trusted) {
    Map<Method, AuthResult> results = new EnumMap<>(Method.class);
    List<String> details = new ArrayList<>();
    String policy = null;
    for (String field : fields) {
      String[] parts = bare(field).split(";", -1);
      String host = firstWord(parts[0]);
      if (!trusted.contains(host)) {
        break;
      }
      for (int i = 1; i < parts.length; i++) {
        read(parts[i].strip(), host, results, details);
        policy = policy == null ? policy(parts[i]) : policy;
      }
    }
    return new AuthenticationResults(results, policy, details);
  }

  @Nullable
  AuthResult of(Method method) {
    return results.get(method);
  }

  private static void read(
      String part, String host, Map<Method, AuthResult> results, List<String> details) {
    String word = firstWord(part);
    int equals = word.indexOf('=');
    if (equals <= 0) {
      return;
    }
    int version = word.indexOf('/');
    int nameEnd = version > 0 && version < equals ? version : equals;
    Method method = Method.named(word.substring(0, nameEnd));
    AuthResult result = AuthResult.named(word.substring(equals + 1));
    if (method == null || result == null) {
      return;
    }
    details.add(PlainText.line(part + " (noted by " + host + ")", SenderAuthentication.DETAIL));
    results.merge(
        method,
        result,
        (one, other) -> other == AuthResult.PASS && method == Method.DKIM ? other : one);
  }

  @Nullable
  private static String policy(String part) {
    int at = part.toLowerCase(Locale.ROOT).indexOf(POLICY);
    return at < 0 ? null : firstWord(part.substring(at + POLICY.length()));
  }

  private static String firstWord(String text) {
    String stripped = text.strip();
    int end = 0;
    while (end < stripped.length() && stripped.charAt(end) > ' ') {
      end++;
    }
    return stripped.substring(0, end).toLowerCase(Locale.ROOT);
  }

  /** The field without its comments and without what stands in quotes. */
  private static String bare(String field) {
    StringBuilder bare = new StringBuilder(field.length());
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && (quoted || depth > 0)) {
        i++;
      } else if (c == '"' && depth == 0) {
        quoted = !quoted;
      } else if (!quoted && c == '(') {
        depth++;
      } else if (!quoted && c == ')' && depth > 0) {
        depth--;
      } else if (!quoted && depth == 0) {
        bare.append(c);
      }
    }
    return bare.toString();
  }
}
