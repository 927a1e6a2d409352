package io.taskweir.email;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.annotation.Nullable;

/**
 * The macros of SPF (RFC 7208, section 7).
 *
 * @param client whose host is checked
 * @param sender the address that bounces go to
 * @param helo what the client called itself
 */
record SpfMacro(IpAddress client, String sender, String helo) {

  private static final int LONGEST_NAME = 253;
  private static final int LONGEST = 2_000;

  /** {@code text} with its macros filled in, as a domain name; null where one is malformed. */
  @Nullable
  String domain(String text, String domain) {
    String name = expand(text, domain);
    while (name != null && name.length() > LONGEST_NAME) {
      int dot = name.indexOf('.');
      name = dot < 0 ? null : name.substring(dot + 1);
    }
    return name;
  }

  @Nullable
  private String expand(String text, String domain) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length() && out.length() < LONGEST; i++) {
      char c = text.charAt(i);
      if (c != '%') {
        out.append(c);
        continue;
      }
      char next = i + 1 < text.length() ? text.charAt(i + 1) : '\0';
      int end = next == '{' ? text.indexOf('}', i) : i + 1;
      String value =
          switch (next) {
            case '%' -> "%";
            case '_' -> " ";
            case '-' -> "%20";
            case '{' -> end < 0 ? null : macro(text.substring(i + 2, end), domain);
            default -> null;
          };
      if (value == null) {
        return null;
      }
      out.append(value);
      i = end;
    }
    return out.toString();
  }

  @Nullable
  private String macro(String macro, String domain) {
    String value = macro.isEmpty() ? null : value(macro.charAt(0), domain);
    int i = 1;
    int kept = 0;
    while (i < macro.length() && Character.isDigit(macro.charAt(i)) && i < 4) {
      kept = kept * 10 + Character.digit(macro.charAt(i++), 10);
    }
    boolean zero = i > 1 && kept == 0;
    boolean reversed = i < macro.length() && (macro.charAt(i) == 'r' || macro.charAt(i) == 'R');
    String delimiters = macro.isEmpty() ? "" : macro.substring(reversed ? i + 1 : i);
    if (value == null || zero || !delimiters.chars().allMatch(c -> ".-+,/_=".indexOf(c) >= 0)) {
      return null;
    }
    String transformed = transform(value, kept, reversed, delimiters.isEmpty() ? "." : delimiters);
    return Character.isUpperCase(macro.charAt(0))
        ? URLEncoder.encode(transformed, StandardCharsets.UTF_8)
        : transformed;
  }

  @Nullable
  private String value(char letter, String domain) {
    int at = sender.lastIndexOf('@');
    return switch (Character.toLowerCase(letter)) {
      case 's' -> sender;
      case 'l' -> sender.substring(0, Math.max(0, at));
      case 'o' -> sender.substring(at + 1);
      case 'd' -> domain;
      case 'i' -> client.dotted();
      case 'v' -> client.isFour() ? "in-addr" : "ip6";
      case 'h' -> helo;
      case 'p' -> "unknown";
      default -> null;
    };
  }

  private static String transform(String value, int kept, boolean reversed, String delimiters) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= value.length(); i++) {
      if (i == value.length() || delimiters.indexOf(value.charAt(i)) >= 0) {
        parts.add(value.substring(from, i));
        from = i + 1;
      }
    }
    if (reversed) {
      Collections.reverse(parts);
    }
    int skip = kept == 0 ? 0 : Math.max(0, parts.size() - kept);
    return String.join(".", parts.subList(skip, parts.size())).toLowerCase(Locale.ROOT);
  }
}
