package io.taskweir.email;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a URL shows around its host: user information, port, path. */
final class UrlSignals {

  private static final int SEGMENTS = 30;
  private static final int TOKENS = 200;

  private static final Pattern WORD_ENDS = Pattern.compile("[/._-]");

  /** What a copied page of a brand is called; not what is done with a brand's help. */
  private static final Set<String> DOORS =
      Set.of("login", "logon", "signin", "verify", "verification", "secure", "webscr", "password");

  /** Brands that other sites name in their paths: to sign in by them, or to pay. */
  private static final Set<String> WOVEN_IN = Set.of("tech", "pay");

  private final LinkKnowledge known;
  private final LinkReasons reasons;

  UrlSignals(LinkKnowledge known, LinkReasons reasons) {
    this.known = known;
    this.reasons = reasons;
  }

  void of(CanonicalUrl url, HostParts host) {
    if (url.userInfo() != null) {
      ofUserInfo(url.userInfo(), host);
    }
    if (url.port() >= 0 && !(host.isIp() && Ipv4.isPrivate(host.host()))) {
      reasons.add(Rule.LINK_PORT, String.valueOf(url.port()));
    }
    if (!known.brands().owns(host)) {
      ofBrandInPath(url.path());
    }
    LinkedFile.addTo(reasons, url, known.fileStores().covers(host.host()));
  }

  private void ofUserInfo(String userInfo, HostParts host) {
    reasons.add(Rule.LINK_USERINFO, userInfo + '@' + host.host());
    int colon = userInfo.indexOf(':');
    String name = PercentEncoding.decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
    String named = DisplayedHost.in(name);
    if (named != null && !HostParts.of(named).owner().equals(host.owner())) {
      reasons.add(Rule.LINK_USERINFO_HOST, named + " for " + host.host());
    }
  }

  /** A path such as {@code /www.paypal.com/signin}: the copy of a page, kept under its name. */
  private void ofBrandInPath(String path) {
    String decoded = PercentEncoding.decode(path).toLowerCase(Locale.ROOT);
    int from = 0;
    for (int n = 0; n < SEGMENTS && from < decoded.length(); n++) {
      int slash = decoded.indexOf('/', from);
      int to = slash < 0 ? decoded.length() : slash;
      String name = decoded.substring(from, to);
      String host = name.startsWith("www.") ? name.substring(4) : name;
      boolean isSite = host.indexOf('.') > 0 && known.brands().isDomain(host);
      boolean isCopy =
          isSite
              ? words(decoded).stream().anyMatch(known.lures()::isStrong)
              : isForged(name) && words(decoded).stream().anyMatch(DOORS::contains);
      if (isCopy) {
        reasons.add(Rule.LINK_BRAND_PATH, name);
        return;
      }
      from = to + 1;
    }
  }

  private boolean isForged(String segment) {
    Brand brand = known.brands().named(segment.replace("-", ""));
    return brand != null && !brand.isWord() && !WOVEN_IN.contains(brand.kind());
  }

  private static List<String> words(String path) {
    return Arrays.asList(WORD_ENDS.split(path, TOKENS));
  }
}
