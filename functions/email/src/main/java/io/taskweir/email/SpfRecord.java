package io.taskweir.email;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * An SPF record taken apart (RFC 7208, section 4.6.1).
 *
 * @param mechanisms in order
 * @param redirect the value of redirect=; null where there is none
 */
record SpfRecord(List<Mechanism> mechanisms, @Nullable String redirect) {

  static final String VERSION = "v=spf1";
  private static final int LONGEST = 8_000;
  private static final Map<Character, AuthResult> QUALIFIERS =
      Map.of(
          '+', AuthResult.PASS,
          '-', AuthResult.FAIL,
          '~', AuthResult.SOFTFAIL,
          '?', AuthResult.NEUTRAL);
  private static final Set<String> NAMES =
      Set.of("all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists");
  private static final Set<String> WITH_PREFIX = Set.of("a", "mx", "ip4", "ip6");
  private static final Set<String> WITH_VALUE = Set.of("include", "exists", "ip4", "ip6");

  /**
   * A mechanism.
   *
   * @param result what it means where it matches
   * @param name in lower case
   * @param value what stands behind its colon, macros as they are; "" where nothing does
   * @param prefixFour bits of an IPv4 network
   * @param prefixSix bits of an IPv6 network
   */
  record Mechanism(AuthResult result, String name, String value, int prefixFour, int prefixSix) {}

  /** Whether a text is an SPF record, well formed or not. */
  static boolean isOne(String text) {
    boolean named = text.regionMatches(true, 0, VERSION, 0, VERSION.length());
    return named && (text.length() == VERSION.length() || text.charAt(VERSION.length()) == ' ');
  }

  /** Reads a record; null where it is not well formed. */
  @Nullable
  static SpfRecord parse(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    List<Mechanism> mechanisms = new ArrayList<>();
    String redirect = null;
    for (String term : text.substring(VERSION.length()).split(" ", -1)) {
      int equals = nameEnd(term);
      boolean modifier = equals > 0 && equals < term.length() && term.charAt(equals) == '=';
      if (modifier && term.regionMatches(true, 0, "redirect=", 0, 9)) {
        if (redirect != null || term.length() == 9) {
          return null;
        }
        redirect = term.substring(9);
      } else if (!modifier && !term.isEmpty()) {
        Mechanism mechanism = mechanism(term);
        if (mechanism == null) {
          return null;
        }
        mechanisms.add(mechanism);
      }
    }
    return new SpfRecord(mechanisms, redirect);
  }

  @Nullable
  private static Mechanism mechanism(String term) {
    AuthResult qualifier = QUALIFIERS.get(term.charAt(0));
    String bare = qualifier == null ? term : term.substring(1);
    int end = nameEnd(bare);
    String name = bare.substring(0, end).toLowerCase(Locale.ROOT);
    String rest = bare.substring(end);
    if (!NAMES.contains(name)) {
      return null;
    }
    String value = rest;
    int[] prefixes = {32, 128};
    if (WITH_PREFIX.contains(name)) {
      int slash = slash(rest);
      value = rest.substring(0, slash);
      if (!readPrefixes(rest.substring(slash), name, prefixes)) {
        return null;
      }
    }
    boolean colon = value.startsWith(":");
    value = colon ? value.substring(1) : value;
    boolean empty = value.isEmpty();
    boolean wrong =
        (!empty && !colon)
            || (colon && empty)
            || (empty && WITH_VALUE.contains(name))
            || (!empty && name.equals("all"));
    AuthResult result = qualifier == null ? AuthResult.PASS : qualifier;
    return wrong ? null : new Mechanism(result, name, value, prefixes[0], prefixes[1]);
  }

  private static int nameEnd(String term) {
    int i = 0;
    while (i < term.length()
        && (Character.isLetterOrDigit(term.charAt(i)) || "-_.".indexOf(term.charAt(i)) >= 0)) {
      i++;
    }
    return i;
  }

  /** Where the prefixes begin: at the first slash that is in no macro. */
  private static int slash(String rest) {
    boolean macro = false;
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      macro = c == '{' || (macro && c != '}');
      if (c == '/' && !macro) {
        return i;
      }
    }
    return rest.length();
  }

  /** Reads {@code /24}, {@code //64} or {@code /24//64}; of an address {@code /N} is its own. */
  private static boolean readPrefixes(String text, String name, int[] prefixes) {
    if (text.isEmpty()) {
      return true;
    }
    boolean six = name.equals("ip6");
    int two = text.indexOf("//");
    if (two > 0 || (two < 0 && !six)) {
      prefixes[0] = prefix(text.substring(1, two < 0 ? text.length() : two), 32);
    }
    if (two >= 0) {
      prefixes[1] = prefix(text.substring(two + 2), 128);
    } else if (six) {
      prefixes[1] = prefix(text.substring(1), 128);
    }
    boolean dual = two >= 0 && name.startsWith("ip");
    return !dual && prefixes[0] >= 0 && prefixes[1] >= 0;
  }

  private static int prefix(String digits, int most) {
    boolean number = digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number || digits.isEmpty() || digits.length() > 3) {
      return -1;
    }
    int value = Integer.parseInt(digits);
    return value <= most ? value : -1;
  }
}
