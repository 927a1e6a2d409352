package io.taskweir.email;

import java.util.Locale;
import java.util.Map;

/**
 * Colours of HTML as far as telling text from its ground asks for: {@code 0xrrggbb}, transparent,
 * or unknown. Which colours look alike is their contrast by WCAG 2.2 (relative luminance), which is
 * 1 for equal ones and 21 for black on white.
 */
final class Colours {

  /** A colour that looks like no other. */
  static final int UNKNOWN = -1;

  static final int TRANSPARENT = -2;

  /** #f5f5f5 on white has 1.09, the light grey #dddddd of small print 1.36. */
  private static final double LEAST_CONTRAST = 1.1;

  private static final int LONGEST = 64;

  private static final Map<String, Integer> NAMED =
      Map.ofEntries(
          Map.entry("white", 0xffffff),
          Map.entry("black", 0x000000),
          Map.entry("red", 0xff0000),
          Map.entry("blue", 0x0000ff),
          Map.entry("green", 0x008000),
          Map.entry("lime", 0x00ff00),
          Map.entry("yellow", 0xffff00),
          Map.entry("navy", 0x000080),
          Map.entry("teal", 0x008080),
          Map.entry("aqua", 0x00ffff),
          Map.entry("cyan", 0x00ffff),
          Map.entry("maroon", 0x800000),
          Map.entry("olive", 0x808000),
          Map.entry("purple", 0x800080),
          Map.entry("fuchsia", 0xff00ff),
          Map.entry("magenta", 0xff00ff),
          Map.entry("silver", 0xc0c0c0),
          Map.entry("gray", 0x808080),
          Map.entry("grey", 0x808080),
          Map.entry("lightgrey", 0xd3d3d3),
          Map.entry("lightgray", 0xd3d3d3),
          Map.entry("whitesmoke", 0xf5f5f5),
          Map.entry("snow", 0xfffafa),
          Map.entry("ivory", 0xfffff0),
          Map.entry("orange", 0xffa500),
          Map.entry("pink", 0xffc0cb),
          Map.entry("transparent", TRANSPARENT));

  private Colours() {}

  /** The first that is given; {@code inherited} where none is. */
  static int first(int inherited, String... candidates) {
    for (String candidate : candidates) {
      if (!candidate.isBlank()) {
        String colour = candidate.strip().toLowerCase(Locale.ROOT);
        return colour.equals("inherit") || colour.equals("initial") ? inherited : of(colour);
      }
    }
    return inherited;
  }

  /** Whether a reader cannot tell text of one colour from a ground of another. */
  static boolean blend(int colour, int ground) {
    if (colour == TRANSPARENT) {
      return true;
    }
    if (colour < 0 || ground < 0) {
      return false;
    }
    double one = luminance(colour) + 0.05;
    double other = luminance(ground) + 0.05;
    return Math.max(one, other) / Math.min(one, other) < LEAST_CONTRAST;
  }

  private static double luminance(int colour) {
    return 0.2126 * linear(colour >> 16)
        + 0.7152 * linear((colour >> 8) & 0xff)
        + 0.0722 * linear(colour & 0xff);
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  /** A colour as HTML or CSS writes it, in lower case. */
  private static int of(String colour) {
    if (colour.length() > LONGEST) {
      return UNKNOWN;
    }
    Integer named = NAMED.get(colour);
    if (named != null) {
      return named;
    }
    if (colour.startsWith("rgb")) {
      return ofChannels(colour);
    }
    String digits = colour.startsWith("#") ? colour.substring(1) : colour;
    boolean hex = digits.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    if (!hex || (digits.length() != 6 && digits.length() != 3)) {
      return UNKNOWN;
    }
    return Integer.parseInt(digits.length() == 6 ? digits : twice(digits), 16);
  }

  /** {@code rgb(r, g, b)} and {@code rgba(r, g, b, 0)}. */
  private static int ofChannels(String colour) {
    int open = colour.indexOf('(');
    int close = colour.indexOf(')');
    if (open < 0 || close < open) {
      return UNKNOWN;
    }
    String[] channels = colour.substring(open + 1, close).strip().split("[, /]+", -1);
    if (channels.length == 4 && (channels[3].equals("0") || channels[3].startsWith("0.0"))) {
      return TRANSPARENT;
    }
    if (channels.length != 3) {
      return UNKNOWN;
    }
    int rgb = 0;
    for (String channel : channels) {
      boolean number = !channel.isEmpty() && channel.chars().allMatch(Character::isDigit);
      if (!number || channel.length() > 3 || Integer.parseInt(channel) > 255) {
        return UNKNOWN;
      }
      rgb = rgb << 8 | Integer.parseInt(channel);
    }
    return rgb;
  }

  private static String twice(String digits) {
    StringBuilder doubled = new StringBuilder(6);
    digits.chars().forEach(c -> doubled.append((char) c).append((char) c));
    return doubled.toString();
  }
}
