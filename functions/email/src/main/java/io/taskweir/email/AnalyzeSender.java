package io.taskweir.email;

import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import io.taskweir.state.DnsLookup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * Looks at who sent a message: whether the fields that say so agree, which way it came, and whether
 * the sender is who he says (SPF, DKIM, DMARC).
 *
 * <p>Without a resolver nothing of that last is checked, and what a trusted mail host noted is all
 * there is. With one a message costs a few lookups, at most some hundred and twenty, and where it
 * is signed one more pass over its bytes; what the Domain Name System says may differ from day to
 * day, so the result must not be shared. A lookup that fails is a result ({@code temperror}), and
 * weighs nothing. It keeps no state and rejects nothing.
 */
public final class AnalyzeSender implements TaskFunction<Sender, Finding> {

  private static final long serialVersionUID = 1L;

  @Nullable private final DnsLookup dns;
  private final Set<String> trusted;

  /** Checks nothing that needs the network, and trusts no host. */
  public AnalyzeSender() {
    this(null, Set.of());
  }

  /**
   * An analysis.
   *
   * @param dns where to look up; null to look nothing up
   * @param trusted mail hosts, by name, whose Authentication-Results count, and whose Received
   *     fields tell the host that handed a message over
   */
  public AnalyzeSender(@Nullable DnsLookup dns, Set<String> trusted) {
    this.dns = dns;
    this.trusted =
        trusted.stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void run(Sender input, TaskContext<Finding> context) throws IOException {
    List<ReceivedHop> hops = ReceivedHop.of(input.received());
    var checked = new SenderAuthentication(dns, trusted).check(input, hops, context);
    List<Reason> reasons = new ArrayList<>(SenderSignals.of(input));
    reasons.addAll(RouteSignals.of(input, hops));
    reasons.addAll(AuthenticationSignals.of(checked));
    reasons.sort(Comparator.comparing(reason -> Rule.valueOf(reason.code())));
    context.emit(
        Finding.of(
            new SenderFinding(
                List.copyOf(reasons),
                checked.spf(),
                checked.dkim(),
                checked.dmarc(),
                checked.details())));
  }
}
