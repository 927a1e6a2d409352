package io.taskweir.email;

import io.taskweir.state.DnsAnswer;
import io.taskweir.state.DnsAnswer.Status;
import io.taskweir.state.DnsLookup;
import io.taskweir.state.DnsLookup.RecordType;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * Whether a host may send mail for a domain (SPF, RFC 7208). One object a check.
 *
 * <p>Bounded as the standard asks: ten terms that cost a lookup, two of them void, ten names of an
 * MX or a PTR; includes nest no deeper than that. A record has at most 8,000 characters. Costs at
 * most some hundred lookups; one that fails ends the check. The macro {@code p} is never looked up,
 * and explanations are not fetched. (jSPF would do too; it brings a resolver, a logger and command
 * line parsing of its own for what is three small classes on the port that is there anyway.)
 */
final class Spf {

  private static final int MOST_LOOKUPS = 10;
  private static final int MOST_VOID = 2;
  private static final int MOST_NAMES = 10;
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;

  private final DnsLookup dns;
  private final IpAddress client;
  private final SpfMacro macros;
  private int lookups;
  private int voids;
  @Nullable private List<String> clientNames;

  /** Ends the check, from within nested includes. */
  private static final class Ended extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final AuthResult result;

    Ended(AuthResult result) {
      super(result.text(), null, false, false);
      this.result = result;
    }
  }

  private Spf(DnsLookup dns, IpAddress client, SpfMacro macros) {
    this.dns = dns;
    this.client = client;
    this.macros = macros;
  }

  /**
   * Checks a host.
   *
   * @param sender the address that bounces go to
   * @param helo what the host called itself
   */
  static AuthResult check(DnsLookup dns, IpAddress client, String sender, String helo) {
    String domain = sender.substring(sender.lastIndexOf('@') + 1);
    Spf spf = new Spf(dns, client, new SpfMacro(client, sender, helo));
    try {
      return spf.evaluate(domain);
    } catch (Ended e) {
      return e.result;
    }
  }

  private AuthResult evaluate(String domain) {
    SpfRecord spf = spfRecord(domain);
    if (spf == null) {
      return AuthResult.NONE;
    }
    for (SpfRecord.Mechanism mechanism : spf.mechanisms()) {
      if (matches(mechanism, domain)) {
        return mechanism.result();
      }
    }
    if (spf.redirect() == null) {
      return AuthResult.NEUTRAL;
    }
    count();
    AuthResult redirected = evaluate(target(spf.redirect(), domain));
    return redirected == AuthResult.NONE ? AuthResult.PERMERROR : redirected;
  }

  /** The one record of a domain; null where it has none. */
  @Nullable
  private SpfRecord spfRecord(String domain) {
    if (!isName(domain)) {
      return null;
    }
    DnsAnswer answer = dns.lookup(RecordType.TXT, domain);
    if (answer.status() == Status.FAILED) {
      throw new Ended(AuthResult.TEMPERROR);
    }
    List<String> found = answer.values().stream().filter(SpfRecord::isOne).toList();
    if (found.isEmpty()) {
      return null;
    }
    SpfRecord parsed = found.size() > 1 ? null : SpfRecord.parse(found.get(0));
    if (parsed == null) {
      throw new Ended(AuthResult.PERMERROR);
    }
    return parsed;
  }

  private boolean matches(SpfRecord.Mechanism mechanism, String domain) {
    return switch (mechanism.name()) {
      case "all" -> true;
      case "ip4", "ip6" -> isIn(mechanism);
      case "include" -> includes(mechanism, domain);
      case "a" -> isOf(owner(mechanism, domain), mechanism);
      case "mx" -> isMailHost(mechanism, domain);
      case "ptr" -> isNamed(owner(mechanism, domain));
      default -> exists(mechanism, domain);
    };
  }

  private boolean isIn(SpfRecord.Mechanism mechanism) {
    boolean four = mechanism.name().equals("ip4");
    IpAddress network = IpAddress.parse(mechanism.value());
    if (network == null || four != (mechanism.value().indexOf(':') < 0)) {
      throw new Ended(AuthResult.PERMERROR);
    }
    return client.within(network, four ? mechanism.prefixFour() : mechanism.prefixSix());
  }

  /** RFC 7208, section 5.2. */
  private boolean includes(SpfRecord.Mechanism mechanism, String domain) {
    count();
    AuthResult included = evaluate(target(mechanism.value(), domain));
    if (included == AuthResult.NONE) {
      throw new Ended(AuthResult.PERMERROR);
    }
    return included == AuthResult.PASS;
  }

  private boolean isMailHost(SpfRecord.Mechanism mechanism, String domain) {
    String owner = owner(mechanism, domain);
    DnsAnswer hosts = ask(RecordType.MX, owner, true);
    if (hosts.values().size() > MOST_NAMES) {
      throw new Ended(AuthResult.PERMERROR);
    }
    return hosts.values().stream().anyMatch(host -> hasClient(host, mechanism, false));
  }

  private boolean isOf(String owner, SpfRecord.Mechanism mechanism) {
    return hasClient(owner, mechanism, true);
  }

  private boolean hasClient(String host, SpfRecord.Mechanism mechanism, boolean countsVoid) {
    int prefix = client.isFour() ? mechanism.prefixFour() : mechanism.prefixSix();
    RecordType type = client.isFour() ? RecordType.A : RecordType.AAAA;
    return ask(type, host, countsVoid).values().stream()
        .map(IpAddress::parse)
        .filter(Objects::nonNull)
        .anyMatch(address -> client.within(address, prefix));
  }

  /** A name of the client that leads back to it and lies within {@code owner} (section 5.5). */
  private boolean isNamed(String owner) {
    RecordType type = client.isFour() ? RecordType.A : RecordType.AAAA;
    if (clientNames == null) {
      DnsAnswer names = dns.lookup(RecordType.PTR, client.pointerName());
      countVoid(names);
      clientNames = names.values().stream().limit(MOST_NAMES).toList();
    }
    return clientNames.stream()
        .filter(name -> name.equals(owner) || name.endsWith("." + owner))
        .anyMatch(
            name ->
                dns.lookup(type, name).values().stream()
                    .anyMatch(address -> client.equals(IpAddress.parse(address))));
  }

  private boolean exists(SpfRecord.Mechanism mechanism, String domain) {
    count();
    return ask(RecordType.A, target(mechanism.value(), domain), true).status() == Status.FOUND;
  }

  /** The domain that a mechanism speaks of, its own where it names none; counts as a lookup. */
  private String owner(SpfRecord.Mechanism mechanism, String domain) {
    count();
    return mechanism.value().isEmpty() ? domain : target(mechanism.value(), domain);
  }

  private String target(String value, String domain) {
    String target = macros.domain(value, domain);
    if (target == null) {
      throw new Ended(AuthResult.PERMERROR);
    }
    String lower = target.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private DnsAnswer ask(RecordType type, String name, boolean countsVoid) {
    DnsAnswer answer = isName(name) ? dns.lookup(type, name) : DnsAnswer.without(Status.NO_DOMAIN);
    if (answer.status() == Status.FAILED) {
      throw new Ended(AuthResult.TEMPERROR);
    }
    if (countsVoid) {
      countVoid(answer);
    }
    return answer;
  }

  private void count() {
    if (++lookups > MOST_LOOKUPS) {
      throw new Ended(AuthResult.PERMERROR);
    }
  }

  private void countVoid(DnsAnswer answer) {
    if (answer.isVoid() && ++voids > MOST_VOID) {
      throw new Ended(AuthResult.PERMERROR);
    }
  }

  /** Whether a text can be a domain name of more than one label (section 4.3). */
  private static boolean isName(String domain) {
    if (domain.indexOf('.') <= 0 || domain.length() > LONGEST_NAME) {
      return false;
    }
    for (String label : domain.split("\\.", -1)) {
      if (label.isEmpty() || label.length() > LONGEST_LABEL) {
        return false;
      }
    }
    return domain.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
  }
}
