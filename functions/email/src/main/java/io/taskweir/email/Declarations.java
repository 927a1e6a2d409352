package io.taskweir.email;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The declarations of an element's own style: values in lower case by property, the last of each.
 * At most the first {@value #MOST_CHARACTERS} characters are read.
 */
final class Declarations {

  static final int MOST_CHARACTERS = 4_000;
  static final Declarations NONE = new Declarations(Map.of());

  private static final double PIXELS_A_POINT = 4 / 3.0;
  private static final double PIXELS_AN_EM = 16;

  private final Map<String, String> values;

  private Declarations(Map<String, String> values) {
    this.values = values;
  }

  /** Reads a {@code style} attribute. */
  static Declarations of(String style) {
    if (style.isBlank()) {
      return NONE;
    }
    String bounded = style.length() > MOST_CHARACTERS ? style.substring(0, MOST_CHARACTERS) : style;
    Map<String, String> values = new HashMap<>();
    for (String declaration : bounded.toLowerCase(Locale.ROOT).split(";", -1)) {
      int colon = declaration.indexOf(':');
      if (colon > 0) {
        String value = declaration.substring(colon + 1).replace("!important", "").strip();
        values.put(declaration.substring(0, colon).strip(), value);
      }
    }
    return new Declarations(values);
  }

  /** A property's value; empty where it has none. */
  String get(String property) {
    return values.getOrDefault(property, "");
  }

  boolean is(String property, String value) {
    return get(property).equals(value);
  }

  /** A length in pixels; NaN where there is none, or it depends on what is around the element. */
  double pixels(String property) {
    return values.isEmpty() ? Double.NaN : pixelsOf(get(property));
  }

  private static double pixelsOf(String value) {
    int end = 0;
    while (end < value.length() && "-+.0123456789".indexOf(value.charAt(end)) >= 0) {
      end++;
    }
    if (end == 0 || end > 12) {
      return Double.NaN;
    }
    double number;
    try {
      number = Double.parseDouble(value.substring(0, end));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
    if (number == 0) {
      return 0;
    }
    return switch (value.substring(end).strip()) {
      case "px", "" -> number;
      case "pt" -> number * PIXELS_A_POINT;
      case "em", "rem" -> number * PIXELS_AN_EM;
      default -> Double.NaN;
    };
  }
}
