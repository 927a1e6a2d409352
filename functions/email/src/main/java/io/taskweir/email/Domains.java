package io.taskweir.email;

import crawlercommons.domains.EffectiveTldFinder;
import java.util.Locale;
import javax.annotation.Nullable;

/** Who owns a host: its registrable domain by the public suffix list. */
final class Domains {

  private Domains() {}

  /**
   * The registrable domain of {@code host}; the host itself where it has none, such as an IP. Below
   * a top-level domain that the list does not know, it is the two last labels, as the list asks.
   */
  static String registrable(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    if (isIp(lower)) {
      return lower;
    }
    String domain = EffectiveTldFinder.getAssignedDomain(lower, true, false);
    if (domain != null && !domain.isEmpty()) {
      return domain;
    }
    return EffectiveTldFinder.getEffectiveTLD(lower, false) == null ? lastTwoLabels(lower) : lower;
  }

  private static String lastTwoLabels(String host) {
    int suffix = host.lastIndexOf('.', host.length() - 2);
    return host.substring(suffix <= 0 ? 0 : host.lastIndexOf('.', suffix - 1) + 1);
  }

  /** A header without the name in brackets that older programs put behind the address. */
  private static String withoutComment(String header) {
    int open = header.indexOf('(');
    return open > 0 ? header.substring(0, open) : header;
  }

  /** Whether two hosts belong to one owner; an unknown host belongs to nobody. */
  static boolean sameOwner(@Nullable String one, @Nullable String other) {
    return one != null && other != null && registrable(one).equals(registrable(other));
  }

  /** Whether a canonical host is an IPv4 or IPv6 address. */
  static boolean isIp(String host) {
    if (host.startsWith("[") || host.indexOf(':') >= 0) {
      return true;
    }
    return !host.isEmpty() && host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }

  /** The domain of an address as it stands in a header, {@code Name <local@domain>}, or null. */
  @Nullable
  static String ofAddress(@Nullable String header) {
    String address = address(header);
    return address == null ? null : address.substring(address.lastIndexOf('@') + 1);
  }

  /** The address in a header without its display name, in lower case; null where there is none. */
  @Nullable
  static String address(@Nullable String header) {
    if (header == null) {
      return null;
    }
    int close = header.lastIndexOf('>');
    int open = header.lastIndexOf('<', close);
    String address =
        open >= 0 && close > open ? header.substring(open + 1, close) : withoutComment(header);
    address = address.strip().toLowerCase(Locale.ROOT);
    int at = address.lastIndexOf('@');
    return at <= 0 || at == address.length() - 1 || address.indexOf(' ') >= 0 ? null : address;
  }
}
