package io.taskweir.email;

import io.taskweir.email.AuthenticationResults.Method;
import io.taskweir.engine.TaskContext;
import io.taskweir.state.DnsLookup;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/**
 * Whether a sender is who he says: by what a trusted mail host noted, else by checks of our own,
 * which need a resolver.
 */
final class SenderAuthentication {

  /** Longest detail, in characters. */
  static final int DETAIL = 300;

  private static final List<AuthResult> BEST_FIRST =
      List.of(
          AuthResult.PASS,
          AuthResult.POLICY,
          AuthResult.TEMPERROR,
          AuthResult.FAIL,
          AuthResult.PERMERROR);

  @Nullable private final DnsLookup dns;
  private final Set<String> trusted;

  SenderAuthentication(@Nullable DnsLookup dns, Set<String> trusted) {
    this.dns = dns;
    this.trusted = trusted;
  }

  /**
   * The results.
   *
   * @param policy what the domain of From asks to be done where DMARC fails; null where unknown
   */
  record Checked(
      @Nullable AuthResult spf,
      @Nullable AuthResult dkim,
      @Nullable AuthResult dmarc,
      @Nullable String policy,
      List<String> details) {}

  Checked check(Sender sender, List<ReceivedHop> hops, TaskContext<?> context) throws IOException {
    AuthenticationResults noted = AuthenticationResults.of(sender.authenticationResults(), trusted);
    AuthResult spf = noted.of(Method.SPF);
    AuthResult dkim = noted.of(Method.DKIM);
    AuthResult dmarc = noted.of(Method.DMARC);
    List<String> details = new ArrayList<>(noted.details());
    if (dns == null) {
      return new Checked(spf, dkim, dmarc, noted.policy(), List.copyOf(details));
    }
    Envelope envelope = Envelope.of(sender, hops, trusted);
    spf = spf == null ? spf(envelope, details) : spf;
    List<Dkim.Outcome> signatures =
        dkim == null || dmarc == null ? signatures(sender, hops, context, details) : List.of();
    Dmarc.Outcome vouched =
        dmarc == null
            ? dmarc(sender, envelope, spf, signatures, details)
            : new Dmarc.Outcome(dmarc, noted.policy());
    return new Checked(
        spf,
        dkim == null ? best(signatures) : dkim,
        vouched.result(),
        vouched.policy(),
        List.copyOf(details));
  }

  private AuthResult spf(Envelope envelope, List<String> details) {
    if (envelope.client() == null || envelope.bounces() == null) {
      details.add("spf=none (it is not told which host sent it, or for whom)");
      return AuthResult.NONE;
    }
    AuthResult result = Spf.check(dns, envelope.client(), envelope.bounces(), envelope.helo());
    details.add(detail("spf=%s %s from %s", result.text(), envelope.bounces(), envelope.client()));
    return result;
  }

  private List<Dkim.Outcome> signatures(
      Sender sender, List<ReceivedHop> hops, TaskContext<?> context, List<String> details)
      throws IOException {
    if (sender.signedMessage() == null) {
      return List.of();
    }
    try (InputStream message = context.open(sender.signedMessage())) {
      List<Dkim.Outcome> outcomes = new Dkim(dns).verify(message, ReceivedHop.arrival(hops));
      for (Dkim.Outcome one : outcomes) {
        details.add(detail("dkim=%s %s: %s", one.result().text(), one.domain(), one.why()));
      }
      return outcomes;
    }
  }

  private Dmarc.Outcome dmarc(
      Sender sender,
      Envelope envelope,
      AuthResult spf,
      List<Dkim.Outcome> signatures,
      List<String> details) {
    List<Mailbox> from = Mailbox.list(sender.from());
    String written = from.size() == 1 ? from.get(0).domain() : null;
    String domain = written == null ? null : UrlHost.parse(written);
    if (domain == null || sender.fromFields() != 1) {
      details.add("dmarc=none (there is not one sender)");
      return new Dmarc.Outcome(AuthResult.NONE, null);
    }
    String bounces = Objects.requireNonNullElse(Domains.ofAddress(envelope.bounces()), "");
    Dmarc.Outcome outcome = Dmarc.check(dns, domain, spf, bounces, signatures);
    details.add(
        detail("dmarc=%s %s, policy %s", outcome.result().text(), domain, outcome.policy()));
    return outcome;
  }

  private static AuthResult best(List<Dkim.Outcome> signatures) {
    return BEST_FIRST.stream()
        .filter(result -> signatures.stream().anyMatch(one -> one.result() == result))
        .findFirst()
        .orElse(AuthResult.NONE);
  }

  private static String detail(String format, Object... values) {
    String line = format.formatted(Stream.of(values).map(String::valueOf).toArray());
    return PlainText.line(line, DETAIL);
  }
}
