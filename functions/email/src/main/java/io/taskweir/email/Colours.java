package io.taskweir.email;

import java.util.Locale;
import java.util.Map;

/** Colours of HTML as far as telling text from its ground asks for: {@code #rrggbb} or unknown. */
final class Colours {

  /** A colour that nothing equals. */
  static final String UNKNOWN = "?";

  private static final Map<String, String> NAMED =
      Map.of(
          "white", "#ffffff",
          "black", "#000000",
          "red", "#ff0000",
          "blue", "#0000ff",
          "green", "#008000",
          "yellow", "#ffff00",
          "silver", "#c0c0c0",
          "gray", "#808080");

  private Colours() {}

  /** The first that is given, as {@code #rrggbb}. */
  static String first(String... candidates) {
    for (String candidate : candidates) {
      if (!candidate.isBlank()) {
        return normal(candidate);
      }
    }
    return UNKNOWN;
  }

  /** The value of a property in an element's own style, in lower case; empty where it has none. */
  static String ofStyle(String style, String property) {
    int from = style.indexOf(property);
    while (from >= 0) {
      int end = from + property.length();
      boolean starts = from == 0 || ";{ \t\n".indexOf(style.charAt(from - 1)) >= 0;
      int colon = skipSpaces(style, end);
      if (starts && colon < style.length() && style.charAt(colon) == ':') {
        int semicolon = style.indexOf(';', colon);
        return style.substring(colon + 1, semicolon < 0 ? style.length() : semicolon).strip();
      }
      from = style.indexOf(property, end);
    }
    return "";
  }

  private static int skipSpaces(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private static String normal(String given) {
    String colour = given.strip().toLowerCase(Locale.ROOT);
    if (colour.equals(UNKNOWN)) {
      return UNKNOWN;
    }
    String named = NAMED.get(colour);
    if (named != null) {
      return named;
    }
    String digits = colour.startsWith("#") ? colour.substring(1) : colour;
    boolean hex = digits.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    if (!hex || (digits.length() != 6 && digits.length() != 3)) {
      return UNKNOWN;
    }
    return digits.length() == 6 ? '#' + digits : "#" + twice(digits);
  }

  private static String twice(String digits) {
    StringBuilder doubled = new StringBuilder(6);
    digits.chars().forEach(c -> doubled.append((char) c).append((char) c));
    return doubled.toString();
  }
}
