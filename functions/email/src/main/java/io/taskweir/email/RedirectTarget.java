package io.taskweir.email;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/**
 * The URL that stands inside another one, in a parameter ({@code ?url=}), in the path ({@code
 * /https://...}) or in the fragment, escaped up to three times or in base64: where a site that
 * passes its visitors on would take them. Each level costs a few passes over the URL.
 */
final class RedirectTarget {

  /** How many targets within targets are followed; nobody honest needs more than two. */
  private static final int DEPTH = 3;

  private static final int ESCAPED = 3;
  private static final int PARAMETERS = 100;
  private static final Pattern PARAMETER_ENDS = Pattern.compile("[&;]");

  private static final Set<String> NAMES =
      Set.of(
          ("u url uri link href to out goto go dest desturl destination target targeturl redirect"
                  + " redirecturl redirect_url redir redirectto redirect_to return returnurl"
                  + " return_url returnto return_to continue next forward forwardurl jump location"
                  + " rurl murl adurl lp clickurl ziel exit a r l")
              .split(" ", -1));

  /** Parameters that hold a URL only where the path says that it is a way out. */
  private static final Set<String> SEARCHES = Set.of("q", "query");

  private static final Set<String> WAYS_OUT =
      Set.of("/url", "/redirect", "/l.php", "/out", "/link");

  /** Sites that show another one's page, or look at it, and pass nobody on. */
  private static final HostList VIEWERS = HostList.of("viewers.txt");

  private static final String BASE64_OF_HTTP = "aHR0c";

  private RedirectTarget() {}

  /** The targets inside {@code url}, the outermost first, each inside the one before it. */
  static List<CanonicalUrl> chain(CanonicalUrl url) {
    List<CanonicalUrl> chain = new ArrayList<>();
    CanonicalUrl inner = url;
    while (chain.size() < DEPTH) {
      inner = in(inner);
      if (inner == null) {
        break;
      }
      chain.add(inner);
    }
    return chain;
  }

  @Nullable
  private static CanonicalUrl in(CanonicalUrl url) {
    boolean shares = url.path().contains("share") || url.path().contains("intent/");
    if (shares || VIEWERS.covers(url.host())) {
      return null;
    }
    CanonicalUrl target = url.query() == null ? null : inParameters(url);
    if (target == null) {
      target = inPath(url);
    }
    return target != null || url.fragment() == null ? target : target(url.fragment(), false);
  }

  @Nullable
  private static CanonicalUrl inParameters(CanonicalUrl url) {
    boolean dashed = url.host().equals("urldefense.proofpoint.com");
    for (String parameter : PARAMETER_ENDS.split(url.query(), PARAMETERS)) {
      int equals = parameter.indexOf('=');
      String name = parameter.substring(0, Math.max(0, equals)).toLowerCase(Locale.ROOT);
      boolean asks =
          NAMES.contains(name) || (SEARCHES.contains(name) && WAYS_OUT.contains(url.path()));
      if (asks) {
        String value = parameter.substring(equals + 1);
        CanonicalUrl target =
            target(dashed ? value.replace('-', '%').replace('_', '/') : value, true);
        if (target != null) {
          return target;
        }
      }
    }
    return equalsNothing(url.query()) ? target(url.query(), false) : null;
  }

  /** Whether a query is one value without a name. */
  private static boolean equalsNothing(String query) {
    int equals = query.indexOf('=');
    return equals < 0 || query.regionMatches(true, 0, "http", 0, 4);
  }

  @Nullable
  private static CanonicalUrl inPath(CanonicalUrl url) {
    String path = url.path();
    for (int round = 0; round < ESCAPED; round++) {
      int from = schemeWithin(path);
      if (from > 0) {
        int end = path.indexOf("__;", from);
        String rest = end > 0 ? path.substring(from, end) : path.substring(from);
        return CanonicalUrl.parse(url.query() == null ? rest : rest + '?' + url.query());
      }
      if (path.indexOf('%') < 0) {
        break;
      }
      path = PercentEncoding.decode(path);
    }
    int last = path.lastIndexOf('/') + 1;
    return path.startsWith(BASE64_OF_HTTP, last) ? target(path.substring(last), false) : null;
  }

  /** Where {@code http:/} or {@code https:/} stands behind something that is no letter; or -1. */
  private static int schemeWithin(String path) {
    int from = path.indexOf("http", 1);
    while (from > 0) {
      int colon = path.startsWith("s", from + 4) ? from + 5 : from + 4;
      if (path.startsWith(":/", colon) && !Character.isLetterOrDigit(path.charAt(from - 1))) {
        return from;
      }
      from = path.indexOf("http", from + 4);
    }
    return -1;
  }

  @Nullable
  private static CanonicalUrl target(String value, boolean relativeToo) {
    String text = value;
    for (int round = 0; round <= ESCAPED; round++) {
      if (text.startsWith(BASE64_OF_HTTP)) {
        text = fromBase64(text);
      }
      if (text.regionMatches(true, 0, "http:/", 0, 6)
          || text.regionMatches(true, 0, "https:/", 0, 7)) {
        return CanonicalUrl.parse(text);
      }
      if (relativeToo && (text.startsWith("//") || text.regionMatches(true, 0, "www.", 0, 4))) {
        return CanonicalUrl.parse("http://" + text);
      }
      if (text.indexOf('%') < 0) {
        return null;
      }
      text = PercentEncoding.decode(text);
    }
    return null;
  }

  private static String fromBase64(String text) {
    String standard = text.replace('-', '+').replace('_', '/');
    int end = 0;
    while (end < standard.length() && isBase64(standard.charAt(end))) {
      end++;
    }
    byte[] bytes = Base64.getDecoder().decode(standard.substring(0, end % 4 == 1 ? end - 1 : end));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static boolean isBase64(char c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || c == '+' || c == '/');
  }
}
