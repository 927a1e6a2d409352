package io.taskweir.email;

import io.taskweir.state.DnsAnswer;
import io.taskweir.state.DnsAnswer.Status;
import io.taskweir.state.DnsLookup;
import io.taskweir.state.DnsLookup.RecordType;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Whether the domain of From vouches for a message (DMARC, RFC 7489): it publishes a policy, and
 * SPF or DKIM passed for a domain that is aligned with it. Costs one lookup, or two.
 */
final class Dmarc {

  private static final String VERSION = "v=DMARC1";
  private static final int LONGEST_RECORD = 4_000;
  private static final Set<String> POLICIES = Set.of("none", "quarantine", "reject");

  private Dmarc() {}

  /**
   * The result.
   *
   * @param policy what the domain asks to be done with a message that fails: {@code none}, {@code
   *     quarantine} or {@code reject}, the next milder one where it asks so only for a share of
   *     them (pct=); null where it publishes none
   */
  record Outcome(AuthResult result, @Nullable String policy) {}

  /**
   * Evaluates it.
   *
   * @param from the domain of the one From address
   * @param spf what SPF said of {@code bounces}
   * @param bounces the domain that SPF checked
   * @param dkim what became of the signatures
   */
  static Outcome check(
      DnsLookup dns, String from, AuthResult spf, String bounces, List<Dkim.Outcome> dkim) {
    String organisation = Domains.registrable(from);
    DnsAnswer answer = dns.lookup(RecordType.TXT, "_dmarc." + from);
    List<String> found = policies(answer);
    boolean own = !found.isEmpty();
    if (!own && answer.status() != Status.FAILED && !organisation.equals(from)) {
      answer = dns.lookup(RecordType.TXT, "_dmarc." + organisation);
      found = policies(answer);
    }
    if (answer.status() == Status.FAILED) {
      return new Outcome(AuthResult.TEMPERROR, null);
    }
    TagList tags = found.size() == 1 ? TagList.parse(found.get(0)) : null;
    if (found.size() != 1) {
      return new Outcome(AuthResult.NONE, null);
    }
    String policy = tags == null ? null : policy(tags, own || organisation.equals(from));
    if (policy == null) {
      return new Outcome(AuthResult.PERMERROR, null);
    }
    return new Outcome(aligned(tags, from, spf, bounces, dkim), policy);
  }

  private static List<String> policies(DnsAnswer answer) {
    return answer.values().stream()
        .filter(text -> text.startsWith(VERSION) && text.length() <= LONGEST_RECORD)
        .toList();
  }

  private static AuthResult aligned(
      TagList tags, String from, AuthResult spf, String bounces, List<Dkim.Outcome> dkim) {
    boolean strictSpf = tags.lower("aspf", "r").equals("s");
    boolean strictDkim = tags.lower("adkim", "r").equals("s");
    boolean bySpf = spf == AuthResult.PASS && isAligned(bounces, from, strictSpf);
    boolean byDkim =
        dkim.stream()
            .filter(one -> one.result() == AuthResult.PASS)
            .anyMatch(one -> isAligned(one.domain(), from, strictDkim));
    if (bySpf || byDkim) {
      return AuthResult.PASS;
    }
    boolean unknown =
        (spf == AuthResult.TEMPERROR && isAligned(bounces, from, strictSpf))
            || dkim.stream()
                .filter(one -> one.result() == AuthResult.TEMPERROR)
                .anyMatch(one -> isAligned(one.domain(), from, strictDkim));
    return unknown ? AuthResult.TEMPERROR : AuthResult.FAIL;
  }

  /** The same domain, or where that is enough the same organisation's (RFC 7489, section 3.1). */
  private static boolean isAligned(@Nullable String domain, String from, boolean strict) {
    return domain != null && (strict ? domain.equals(from) : Domains.sameOwner(domain, from));
  }

  /** What is asked for; null where it is no policy. A subdomain may have one of its own (sp=). */
  @Nullable
  private static String policy(TagList tags, boolean own) {
    String all = tags.lower("p", "");
    String policy = own ? all : tags.lower("sp", all);
    if (!POLICIES.contains(policy)) {
      return tags.get("rua") != null ? "none" : null;
    }
    long percent = tags.count("pct");
    boolean some = percent >= 0 && percent < 100;
    if (!some) {
      return policy;
    }
    return policy.equals("reject") ? "quarantine" : "none";
  }
}
