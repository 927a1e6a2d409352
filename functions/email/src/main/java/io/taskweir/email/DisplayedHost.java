package io.taskweir.email;

import crawlercommons.domains.EffectiveTldFinder;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.annotation.Nullable;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;

/**
 * The host that a link's displayed text names, which is where a reader believes it leads: that of
 * the first URL in the text, or the text itself where it is nothing but a domain name.
 */
final class DisplayedHost {

  private static final LinkExtractor URLS =
      LinkExtractor.builder().linkTypes(EnumSet.of(LinkType.URL, LinkType.WWW)).build();

  /** Top-level domains that are seen far more often as the ending of a file's name. */
  private static final Set<String> FILE_ENDINGS = Set.of("zip", "mov");

  private static final int LONGEST_NAME = 300;

  private DisplayedHost() {}

  @Nullable
  static String in(String displayed) {
    if (displayed.indexOf('.') < 0) {
      return null;
    }
    Iterator<LinkSpan> urls = URLS.extractLinks(displayed).iterator();
    if (urls.hasNext()) {
      LinkSpan url = urls.next();
      String text = displayed.substring(url.getBeginIndex(), url.getEndIndex());
      return host(url.getType() == LinkType.WWW ? "http://" + text : text);
    }
    return nameAlone(displayed.strip());
  }

  @Nullable
  private static String nameAlone(String text) {
    int slash = text.indexOf('/');
    String name = slash < 0 ? text : text.substring(0, slash);
    boolean plain =
        name.indexOf('.') > 0
            && name.length() <= LONGEST_NAME
            && name.chars()
                .allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '.' || c > 0x7f);
    String host = plain ? host("http://" + name) : null;
    return host != null && endsInPublicSuffix(host) ? host : null;
  }

  private static boolean endsInPublicSuffix(String host) {
    String suffix = host.substring(host.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return !FILE_ENDINGS.contains(suffix)
        && EffectiveTldFinder.getAssignedDomain(host, true, false) != null;
  }

  @Nullable
  private static String host(String url) {
    CanonicalUrl canonical = CanonicalUrl.parse(url);
    if (canonical == null) {
      return null;
    }
    String host = canonical.host();
    return host.indexOf('.') > 0 || host.indexOf(':') > 0 ? host : null;
  }
}
