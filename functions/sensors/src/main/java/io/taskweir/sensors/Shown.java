package io.taskweir.sensors;

/** What came in, made fit for the one line of an error message. */
final class Shown {

  private static final int LONGEST = 80;

  private Shown() {}

  /** At most 80 characters of {@code text}; what would break a line or a terminal is escaped. */
  static String of(String text) {
    StringBuilder shown = new StringBuilder(LONGEST + 8);
    int end = Math.min(text.length(), LONGEST);
    for (int i = 0; i < end; ) {
      int c = text.codePointAt(i);
      if (isUnprintable(c)) {
        shown.append(String.format("\\u%04x", c));
      } else {
        shown.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return end < text.length() ? shown.append('…').toString() : shown.toString();
  }

  /** Whether a code point is a control, a line break or half of a surrogate pair. */
  static boolean isUnprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
