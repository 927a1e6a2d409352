package io.taskweir.email;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * An absolute {@code http}, {@code https} or {@code ftp} URL in the one form that browsers make of
 * it (URL Standard of the WHATWG): two spellings of one target are equal. User information is kept,
 * since it is a signal.
 *
 * @param scheme in lower case
 * @param userInfo escaped, without its {@code @}; null where there is none
 * @param host in its ASCII form, an IPv6 address in brackets
 * @param port -1 for the scheme's own
 * @param path begins with a slash; no dot segments
 * @param query escaped, without its question mark; null where there is none
 * @param fragment escaped, without its hash; null where there is none
 */
public record CanonicalUrl(
    String scheme,
    @Nullable String userInfo,
    String host,
    int port,
    String path,
    @Nullable String query,
    @Nullable String fragment) {

  private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443, "ftp", 21);
  private static final int LONGEST = 8_000;

  /** A character of UTF-16 becomes three escapes of three characters at most. */
  private static final int LONGEST_ESCAPE = 9;

  /** Reads a URL; null where a browser would not follow it, or where it is longer than 8,000. */
  @Nullable
  public static CanonicalUrl parse(String text) {
    return parse(text, LONGEST);
  }

  /** Reads the text of a canonical URL, which escapes may have made longer than the one read. */
  @Nullable
  static CanonicalUrl reread(String canonical) {
    return parse(canonical, LONGEST * LONGEST_ESCAPE);
  }

  @Nullable
  private static CanonicalUrl parse(String text, int longest) {
    String cleaned = clean(text);
    String scheme = schemeOf(cleaned);
    if (scheme == null || !PORTS.containsKey(scheme) || cleaned.length() > longest) {
      return null;
    }
    int from = authorityFrom(cleaned, scheme);
    int hash = indexOrEnd(cleaned, '#', from, cleaned.length());
    int question = indexOrEnd(cleaned, '?', from, hash);
    int pathFrom = authorityTo(cleaned, from);
    return parse(
        scheme,
        cleaned.substring(from, pathFrom),
        path(cleaned.substring(pathFrom, question)),
        question < hash ? escaped(cleaned.substring(question + 1, hash), true) : null,
        hash < cleaned.length() ? escaped(cleaned.substring(hash + 1), false) : null);
  }

  @Nullable
  private static CanonicalUrl parse(
      String scheme,
      String authority,
      String path,
      @Nullable String query,
      @Nullable String fragment) {
    int at = authority.lastIndexOf('@');
    String hostAndPort = authority.substring(at + 1);
    int colon = colonOfPort(hostAndPort);
    String host = UrlHost.parse(colon < 0 ? hostAndPort : hostAndPort.substring(0, colon));
    int port = colon < 0 ? -1 : port(hostAndPort.substring(colon + 1), scheme);
    if (host == null || port < -1) {
      return null;
    }
    String userInfo = at < 0 ? null : userInfo(authority.substring(0, at));
    return new CanonicalUrl(scheme, userInfo, host, port, path, query, fragment);
  }

  /** The host of a cleaned URL as it stands there; empty where there is none. */
  static String writtenHost(String cleaned) {
    String scheme = schemeOf(cleaned);
    if (scheme == null) {
      return "";
    }
    int from = authorityFrom(cleaned, scheme);
    String authority = cleaned.substring(from, authorityTo(cleaned, from));
    String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
    int colon = colonOfPort(hostAndPort);
    return colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
  }

  private static int authorityFrom(String cleaned, String scheme) {
    int from = scheme.length() + 1;
    while (from < cleaned.length() && isSlash(cleaned.charAt(from))) {
      from++;
    }
    return from;
  }

  private static int authorityTo(String cleaned, int from) {
    int to = from;
    while (to < cleaned.length() && "/\\?#".indexOf(cleaned.charAt(to)) < 0) {
      to++;
    }
    return to;
  }

  private static int colonOfPort(String hostAndPort) {
    return hostAndPort.indexOf(':', Math.max(0, hostAndPort.indexOf(']')));
  }

  /** {@code text} without what browsers leave out: spaces around it, tabs and line breaks in it. */
  static String clean(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) <= ' ') {
      from++;
    }
    while (to > from && text.charAt(to - 1) <= ' ') {
      to--;
    }
    StringBuilder cleaned = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c != '\t' && c != '\n' && c != '\r') {
        cleaned.append(c);
      }
    }
    return cleaned.toString();
  }

  /** The scheme of a cleaned URL, in lower case; null where it has none. */
  @Nullable
  static String schemeOf(String cleaned) {
    for (int i = 0; i < cleaned.length(); i++) {
      char c = cleaned.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (c == ':' && i > 0) {
        return cleaned.substring(0, i).toLowerCase(Locale.ROOT);
      }
      boolean later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
      if (!letter && (i == 0 || !later)) {
        return null;
      }
    }
    return null;
  }

  /** -1 for none or the scheme's own, -2 for what is no port. */
  private static int port(String digits, String scheme) {
    int port = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -2;
      }
      port = port * 10 + digit;
      if (port > 65_535) {
        return -2;
      }
    }
    return digits.isEmpty() || port == PORTS.get(scheme) ? -1 : port;
  }

  @Nullable
  private static String userInfo(String raw) {
    int colon = raw.indexOf(':');
    StringBuilder out = new StringBuilder();
    PercentEncoding.USERINFO.append(colon < 0 ? raw : raw.substring(0, colon), out);
    if (colon >= 0 && colon < raw.length() - 1) {
      PercentEncoding.USERINFO.append(raw.substring(colon + 1), out.append(':'));
    }
    return out.length() == 0 ? null : out.toString();
  }

  private static String path(String raw) {
    List<String> segments = new ArrayList<>();
    int from = Math.min(1, raw.length());
    while (true) {
      int to = from;
      while (to < raw.length() && !isSlash(raw.charAt(to))) {
        to++;
      }
      boolean last = to == raw.length();
      addSegment(raw.substring(from, to), last, segments);
      if (last) {
        break;
      }
      from = to + 1;
    }
    StringBuilder out = new StringBuilder();
    for (String segment : segments) {
      PercentEncoding.PATH.append(segment, out.append('/'));
    }
    return out.toString();
  }

  private static void addSegment(String segment, boolean last, List<String> segments) {
    String dots =
        segment.length() <= 6 ? segment.toLowerCase(Locale.ROOT).replace("%2e", ".") : segment;
    boolean up = dots.equals("..");
    if (up && !segments.isEmpty()) {
      segments.remove(segments.size() - 1);
    }
    if (!up && !dots.equals(".")) {
      segments.add(segment);
    } else if (last) {
      segments.add("");
    }
  }

  private static String escaped(String raw, boolean query) {
    StringBuilder out = new StringBuilder();
    (query ? PercentEncoding.QUERY : PercentEncoding.FRAGMENT).append(raw, out);
    return out.toString();
  }

  private static boolean isSlash(char c) {
    return c == '/' || c == '\\';
  }

  private static int indexOrEnd(String text, char c, int from, int end) {
    int index = text.indexOf(c, from);
    return index < 0 || index > end ? end : index;
  }

  /** The URL as text. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(scheme).append("://");
    if (userInfo != null) {
      out.append(userInfo).append('@');
    }
    out.append(host);
    if (port >= 0) {
      out.append(':').append(port);
    }
    out.append(path);
    if (query != null) {
      out.append('?').append(query);
    }
    if (fragment != null) {
      out.append('#').append(fragment);
    }
    return out.toString();
  }
}
