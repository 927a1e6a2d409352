package io.taskweir.email;

import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/** What a host shows by itself, and against the host that is displayed for it. */
final class HostSignals {

  private static final Set<String> COMMON_SUFFIXES = Set.of("com", "net", "org", "gov", "edu");
  private static final int MANY_LEVELS = 5;
  private static final int LONG = 70;

  /** A displayed host of which the end is missing was cut by a program, not by a deceiver. */
  private static final int SHORTEST_CUT = 8;

  private static final String MAPPED_IPV4 = "[::ffff:";

  private final LinkKnowledge known;
  private final LinkReasons reasons;

  HostSignals(LinkKnowledge known, LinkReasons reasons) {
    this.known = known;
    this.reasons = reasons;
  }

  void of(HostParts host) {
    if (host.isIp()) {
      ofAddress(host.host());
      return;
    }
    ofSpelling(host);
    ofShape(host);
    ofService(host);
  }

  private void ofAddress(String host) {
    if (!Ipv4.isPrivate(host) && !host.equals("[::1]")) {
      reasons.add(Rule.LINK_IP_HOST, host);
    }
    if (host.startsWith(MAPPED_IPV4)) {
      reasons.add(Rule.LINK_IP_NOTATION, host + " is an IPv4 address within IPv6");
    }
  }

  private void ofSpelling(HostParts host) {
    HostSpelling spelling = known.spelling();
    switch (spelling.of(host.host())) {
      case LOOKALIKE -> reasons.add(Rule.LINK_LOOKALIKE, spelling.shown(host.host()));
      case FOREIGN -> reasons.add(Rule.LINK_PUNYCODE, spelling.shown(host.host()));
      case PLAIN -> {}
    }
    Imitation imitation = Imitation.in(host, known);
    if (imitation != null) {
      reasons.add(imitation.rule(), imitation.in(spelling.displayed(host.host())));
    }
  }

  private void ofShape(HostParts host) {
    if (namesAnother(host.above())) {
      reasons.add(Rule.LINK_NESTED_HOST, host.host());
    }
    if (host.levels() >= MANY_LEVELS) {
      reasons.add(Rule.LINK_SUBDOMAINS, host.levels() + " above " + host.owner());
    }
    if (host.host().length() >= LONG) {
      reasons.add(Rule.LINK_LONG_HOST, host.host().length() + " characters");
    }
  }

  /** A host that begins like another one: {@code bank.com.example.net}. */
  private static boolean namesAnother(List<String> above) {
    for (int i = 0; i < above.size() - 1; i++) {
      if (COMMON_SUFFIXES.contains(above.get(i))) {
        return true;
      }
    }
    return false;
  }

  private void ofService(HostParts host) {
    boolean given =
        host.isPrivate()
            && !host.label().equals("www")
            && !known.freeHosts().coversMarked(host.suffix());
    if (given || known.freeHosts().covers(host.host())) {
      reasons.add(Rule.LINK_FREE_HOST, host.host());
    }
    if (known.shorteners().covers(host.host())) {
      reasons.add(Rule.LINK_SHORTENER, host.host());
    }
  }

  /** What speaks against a host that {@code displayed} stands for. */
  void ofDisplayed(@Nullable String displayed, HostParts host) {
    if (displayed == null || displayed.isEmpty()) {
      return;
    }
    HostParts shown = HostParts.of(displayed);
    boolean cut = displayed.length() >= SHORTEST_CUT && host.host().startsWith(displayed);
    if (cut || shown.owner().equals(host.owner()) || known.brands().sameBrand(shown, host)) {
      return;
    }
    reasons.add(Rule.LINK_OTHER_HOST, displayed + " is shown for " + host.host());
    if (imitates(host, shown, known.spelling())) {
      reasons.add(
          Rule.LINK_DISPLAYED_LOOKALIKE,
          known.spelling().displayed(host.owner()) + " is not " + shown.owner());
    }
  }

  /** Whether one owner's name would be taken for another's. */
  static boolean imitates(HostParts one, HostParts original, HostSpelling spelling) {
    return !one.isIp()
        && !original.isIp()
        && Resemblance.imitates(
            spelling.displayed(one.label()), spelling.displayed(original.label()), spelling);
  }
}
