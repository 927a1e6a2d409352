package io.taskweir.email;

import com.ibm.icu.text.IDNA;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * The host of a URL as browsers read it (URL Standard of the WHATWG, section 3.5): escapes undone,
 * international names in their ASCII form, addresses in their one canonical form however written.
 */
final class UrlHost {

  private static final int LONGEST = 2_000;

  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.NONTRANSITIONAL_TO_ASCII);

  /** What the standard does not ask for: hyphens anywhere, and the lengths that DNS asks for. */
  private static final Set<IDNA.Error> ALLOWED =
      EnumSet.of(
          IDNA.Error.EMPTY_LABEL,
          IDNA.Error.LABEL_TOO_LONG,
          IDNA.Error.DOMAIN_NAME_TOO_LONG,
          IDNA.Error.LEADING_HYPHEN,
          IDNA.Error.TRAILING_HYPHEN,
          IDNA.Error.HYPHEN_3_4);

  private static final String FORBIDDEN = " #/:<>?@[\\]^|%";

  private UrlHost() {}

  /** The canonical form of the host of a special URL; null where it is no host. */
  @Nullable
  static String parse(String raw) {
    if (raw.isEmpty() || raw.length() > LONGEST) {
      return null;
    }
    if (raw.charAt(0) == '[') {
      return raw.endsWith("]") ? Ipv6.parse(raw.substring(1, raw.length() - 1)) : null;
    }
    String ascii = toAscii(PercentEncoding.decode(raw));
    if (ascii == null || ascii.isEmpty() || hasForbidden(ascii)) {
      return null;
    }
    return Ipv4.endsInNumber(ascii) ? Ipv4.parse(ascii) : ascii;
  }

  /**
   * The ASCII form; what is ASCII already is not looked into, even where its punycode is broken.
   */
  @Nullable
  private static String toAscii(String domain) {
    if (domain.chars().allMatch(c -> c < 0x80)) {
      return domain.toLowerCase(Locale.ROOT);
    }
    IDNA.Info info = new IDNA.Info();
    StringBuilder out = UTS46.nameToASCII(domain, new StringBuilder(), info);
    return ALLOWED.containsAll(info.getErrors()) ? out.toString() : null;
  }

  private static boolean hasForbidden(String host) {
    return host.chars().anyMatch(c -> c <= 0x1f || c >= 0x7f || FORBIDDEN.indexOf(c) >= 0);
  }
}
