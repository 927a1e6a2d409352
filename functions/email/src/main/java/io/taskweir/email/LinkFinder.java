package io.taskweir.email;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;

/**
 * Finds where a message leads to: each pair of target and displayed host once, those of the HTML
 * before those that only the plain text has.
 */
final class LinkFinder {

  private static final LinkExtractor URLS =
      LinkExtractor.builder().linkTypes(EnumSet.of(LinkType.URL, LinkType.WWW)).build();

  /** Schemes that lead to no site: an address, a telephone, another part of the message. */
  private static final Set<String> NO_SITE =
      Set.of("mailto", "tel", "sms", "callto", "fax", "cid", "mid", "about", "xmpp", "geo");

  /** Schemes that lead to a site; a longer one before one that it ends in. */
  private static final List<String> SITES = List.of("https", "http", "ftp");

  private static final int LONGEST = 2_000;

  private final int most;
  private final Defects defects;
  private final List<Link> links = new ArrayList<>();
  private final Set<String> identities = new HashSet<>();
  private final Set<String> urls = new HashSet<>();
  @Nullable private CanonicalUrl base;

  LinkFinder(int most, Defects defects) {
    this.most = most;
    this.defects = defects;
  }

  List<Link> linksOf(MailText text) {
    if (text.html() != null) {
      HtmlLinks.visit(text.html(), this);
    }
    if (text.plain() != null) {
      addFromText(text.plain());
    }
    return links;
  }

  /** Sets what relative references are relative to; the first counts. */
  void setBase(String href) {
    if (base == null) {
      base = CanonicalUrl.parse(href);
    }
  }

  /** Whether there is room for more; the first that finds none is a defect. */
  boolean hasRoom() {
    return links.size() < most;
  }

  /**
   * Adds the URLs that clients make clickable in a text, unless they are links already. Words that
   * run into a URL are no part of its scheme: {@code seehttp://shop.example} leads to the shop.
   */
  void addFromText(CharSequence text) {
    for (LinkSpan span : URLS.extractLinks(text)) {
      String found = text.subSequence(span.getBeginIndex(), span.getEndIndex()).toString();
      String url = span.getType() == LinkType.WWW ? "http://" + found : fromScheme(found);
      if (url != null && !add(url, null)) {
        return;
      }
    }
  }

  @Nullable
  private static String fromScheme(String found) {
    int colon = found.indexOf(':');
    for (String scheme : SITES) {
      int start = colon - scheme.length();
      if (found.regionMatches(true, Math.max(0, start), scheme + ':', 0, scheme.length() + 1)) {
        return found.substring(start);
      }
    }
    return null;
  }

  /**
   * Adds a link.
   *
   * @param displayed the text that is shown in its place; null where the URL itself is
   * @return false where there is no room for more
   */
  boolean add(String reference, @Nullable String displayed) {
    Link link = linkTo(reference, displayed == null ? null : DisplayedHost.in(displayed));
    boolean known =
        link == null
            || identities.contains(link.identity())
            || (displayed == null && urls.contains(link.url()));
    if (known) {
      return true;
    }
    if (!hasRoom()) {
      defects.add("LINKS_CUT");
      return false;
    }
    identities.add(link.identity());
    urls.add(link.url());
    links.add(link);
    return true;
  }

  @Nullable
  private Link linkTo(String reference, @Nullable String displayedHost) {
    String cleaned = CanonicalUrl.clean(reference);
    if (cleaned.isEmpty() || cleaned.charAt(0) == '#') {
      return null;
    }
    String scheme = CanonicalUrl.schemeOf(cleaned);
    if (scheme == null) {
      String absolute = absolute(cleaned);
      return absolute == null ? null : toSite(absolute, displayedHost);
    }
    if (NO_SITE.contains(scheme)) {
      return null;
    }
    if (SITES.contains(scheme)) {
      return toSite(cleaned, displayedHost);
    }
    return new Link(PlainText.line(cleaned, LONGEST), null, true, displayedHost);
  }

  private static Link toSite(String url, @Nullable String displayedHost) {
    CanonicalUrl canonical = CanonicalUrl.parse(url);
    if (canonical == null) {
      return new Link(PlainText.line(url, LONGEST), null, false, displayedHost);
    }
    return new Link(
        canonical.toString(),
        canonical.host(),
        true,
        displayedHost,
        WrittenHost.of(url, canonical.host()));
  }

  /** A reference without a scheme, as clients complete it; null where it leads nowhere. */
  @Nullable
  private String absolute(String reference) {
    boolean slash = reference.startsWith("/") || reference.startsWith("\\");
    if (slash && reference.length() > 1 && "/\\".indexOf(reference.charAt(1)) >= 0) {
      return (base == null ? "http" : base.scheme()) + ':' + reference;
    }
    if (base == null) {
      return reference.regionMatches(true, 0, "www.", 0, 4) ? "http://" + reference : null;
    }
    String path = base.path();
    String directory = slash ? "" : path.substring(0, path.lastIndexOf('/') + 1);
    CanonicalUrl site =
        new CanonicalUrl(base.scheme(), base.userInfo(), base.host(), base.port(), "", null, null);
    return site + (reference.startsWith("?") ? path : directory) + reference;
  }
}
