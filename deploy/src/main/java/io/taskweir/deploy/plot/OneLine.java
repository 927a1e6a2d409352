package io.taskweir.deploy.plot;

import java.util.regex.Pattern;

/** Foreign text within a message of one line. */
final class OneLine {

  private static final Pattern UNREADABLE = Pattern.compile("[\\s\\p{Cntrl}]+");

  private OneLine() {}

  /** {@code text} without breaks and control characters, and not longer than {@code longest}. */
  static String of(String text, int longest) {
    String line = UNREADABLE.matcher(text).replaceAll(" ").strip();
    return line.length() <= longest ? line : line.substring(0, longest) + "...";
  }
}
