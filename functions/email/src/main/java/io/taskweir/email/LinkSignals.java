package io.taskweir.email;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a link shows by its spelling. */
final class LinkSignals {

  private static final Set<String> SCRIPTS =
      Set.of("javascript", "vbscript", "livescript", "jscript");

  /** Schemes that make a program start, or a folder of another machine open. */
  private static final Set<String> PROGRAMS =
      Set.of(
          ("file shell hcp search search-ms ms-msdt ms-appinstaller ms-officecmd ms-cxh-full ms-word"
                  + " ms-excel ms-powerpoint ms-access ms-publisher ms-visio ms-project ms-infopath"
                  + " ms-screenclip ms-settings itms-services jnlp jnlps")
              .split(" ", -1));

  private LinkSignals() {}

  /** The reasons, in the order of {@link Rule}. */
  static List<Reason> of(Link link, LinkKnowledge known) {
    LinkReasons reasons = new LinkReasons();
    CanonicalUrl url = link.wellFormed() ? CanonicalUrl.reread(link.url()) : null;
    if (url == null) {
      ofScheme(link, reasons);
      return reasons.inOrder();
    }
    HostParts host = HostParts.of(url.host());
    List<CanonicalUrl> inside = RedirectTarget.chain(url);
    boolean passesOn = !inside.isEmpty() && known.redirectors().covers(host.host());
    HostSignals hosts = new HostSignals(known, reasons);
    hosts.of(host);
    hosts.ofDisplayed(link.displayedHost(), passesOn ? HostParts.of(inside.get(0).host()) : host);
    if (link.writtenHost() != null) {
      ofWritten(link.writtenHost(), host, reasons);
    }
    new UrlSignals(known, reasons).of(url, host);
    ofTargets(url, host, inside, known, reasons);
    return reasons.inOrder();
  }

  private static void ofScheme(Link link, LinkReasons reasons) {
    String scheme = scheme(link.url());
    if (SCRIPTS.contains(scheme)) {
      reasons.add(Rule.LINK_SCRIPT, link.url());
    } else if (scheme.equals("data")) {
      String type = DataUrl.type(link.url());
      reasons.add(
          DataUrl.isActive(type) ? Rule.LINK_SCRIPT : Rule.LINK_DATA, type + " in " + link.url());
    } else if (PROGRAMS.contains(scheme)) {
      reasons.add(Rule.LINK_OPENS_PROGRAM, link.url());
    } else if (!link.wellFormed()) {
      ofMalformed(link.url(), reasons);
    }
  }

  /** Some clients follow what browsers do not: escapes in a host speak for themselves. */
  private static void ofMalformed(String url, LinkReasons reasons) {
    reasons.add(Rule.LINK_MALFORMED, url);
    String written = CanonicalUrl.writtenHost(url);
    if (WrittenHost.escapesAscii(written)) {
      reasons.add(Rule.LINK_ENCODED_HOST, written);
      if (PercentEncoding.decode(written).indexOf('@') > 0) {
        reasons.add(Rule.LINK_USERINFO, PercentEncoding.decode(written));
      }
    }
  }

  private static void ofWritten(String written, HostParts host, LinkReasons reasons) {
    String both = written + " is " + host.host();
    reasons.add(host.isIp() ? Rule.LINK_IP_NOTATION : Rule.LINK_ENCODED_HOST, both);
  }

  /** Targets inside the URL that another owner has are judged as it is. */
  private static void ofTargets(
      CanonicalUrl outer,
      HostParts host,
      List<CanonicalUrl> inside,
      LinkKnowledge known,
      LinkReasons reasons) {
    for (CanonicalUrl target : inside) {
      HostParts inner = HostParts.of(target.host());
      if (!inner.owner().equals(host.owner()) && !known.brands().sameBrand(inner, host)) {
        reasons.add(Rule.LINK_REDIRECT, host.host() + " leads on to " + inner.host());
        reasons.behind(outer);
        new HostSignals(known, reasons).of(inner);
        new UrlSignals(known, reasons).of(target, inner);
      }
    }
  }

  private static String scheme(String url) {
    int colon = url.indexOf(':');
    return colon < 0 ? "" : url.substring(0, colon).strip().toLowerCase(Locale.ROOT);
  }
}
