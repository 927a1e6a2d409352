package io.taskweir.email;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a link shows by its spelling. */
final class LinkSignals {

  private static final Set<String> SELF_CONTAINED = Set.of("javascript", "data", "vbscript");
  private static final Set<String> WEB = Set.of("http", "https", "ftp");
  private static final Set<String> COMMON_SUFFIXES = Set.of("com", "net", "org", "gov", "edu");
  private static final int SHOWN = 80;

  private LinkSignals() {}

  /** The reasons, in the order of {@link Rule}. */
  static List<Reason> of(Link link, HostSpelling spelling) {
    List<Reason> reasons = new ArrayList<>();
    String scheme = scheme(link.url());
    String host = link.host();
    if (host != null) {
      ofHost(link, host, spelling, reasons);
    }
    if (SELF_CONTAINED.contains(scheme)) {
      reasons.add(Rule.LINK_SCRIPT.because(cut(link.url())));
    } else if (!link.wellFormed()) {
      reasons.add(Rule.LINK_MALFORMED.because(cut(link.url())));
    }
    if (link.wellFormed() && WEB.contains(scheme)) {
      ofAuthority(authority(link.url()), reasons);
    }
    reasons.sort(java.util.Comparator.comparing(reason -> Rule.valueOf(reason.code())));
    return List.copyOf(reasons);
  }

  private static void ofHost(Link link, String host, HostSpelling spelling, List<Reason> reasons) {
    if (link.displayedHost() != null && !Domains.sameOwner(link.displayedHost(), host)) {
      reasons.add(Rule.LINK_OTHER_HOST.because(link.displayedHost() + " is shown for " + host));
    }
    if (Domains.isIp(host)) {
      reasons.add(Rule.LINK_IP_HOST.because(host));
    } else if (namesAnother(host)) {
      reasons.add(Rule.LINK_NESTED_HOST.because(host));
    }
    switch (spelling.of(host)) {
      case LOOKALIKE -> reasons.add(Rule.LINK_LOOKALIKE.because(spelling.shown(host)));
      case FOREIGN -> reasons.add(Rule.LINK_PUNYCODE.because(spelling.shown(host)));
      case PLAIN -> {}
    }
  }

  /** A host that begins like another one: {@code bank.com.example.net}. */
  private static boolean namesAnother(String host) {
    String owner = Domains.registrable(host);
    String above = host.substring(0, Math.max(0, host.length() - owner.length() - 1));
    String[] labels = above.split("\\.", -1);
    for (int i = 1; i < labels.length; i++) {
      if (COMMON_SUFFIXES.contains(labels[i])) {
        return true;
      }
    }
    return false;
  }

  private static void ofAuthority(String authority, List<Reason> reasons) {
    int at = authority.lastIndexOf('@');
    if (at >= 0) {
      reasons.add(Rule.LINK_USERINFO.because(cut(authority)));
    }
    String hostAndPort = authority.substring(at + 1);
    int colon = hostAndPort.lastIndexOf(':');
    if (colon > hostAndPort.lastIndexOf(']') && colon + 1 < hostAndPort.length()) {
      reasons.add(Rule.LINK_PORT.because(hostAndPort.substring(colon + 1)));
    }
  }

  private static String scheme(String url) {
    int colon = url.indexOf(':');
    return colon < 0 ? "" : url.substring(0, colon).strip().toLowerCase(Locale.ROOT);
  }

  private static String authority(String url) {
    int from = url.indexOf("//") + 2;
    int to = from;
    while (to < url.length() && "/?#".indexOf(url.charAt(to)) < 0) {
      to++;
    }
    return url.substring(from, to);
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
