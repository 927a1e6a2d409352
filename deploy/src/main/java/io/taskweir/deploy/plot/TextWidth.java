package io.taskweir.deploy.plot;

/**
 * How wide a text will be, in pixels. No fonts are at hand here and the reader's are unknown, so
 * this reckons with the widths of Helvetica and a tenth more, which the wider DejaVu Sans needs.
 */
final class TextWidth {

  private static final double RESERVE = 1.1;
  private static final String NARROW = "ijlI|!.,:;'()[] tfr\u00b7";
  private static final String WIDE = "mwMW%@";
  private static final int FIRST_FULL_WIDTH = 0x1100;

  private TextWidth() {}

  /** The width of {@code text} in a font of {@code size} pixels. */
  static double of(String text, int size) {
    return text.codePoints().mapToDouble(TextWidth::ems).sum() * size;
  }

  /** {@code text}, or as much of its beginning as fits, and an ellipsis. */
  static String fit(String text, int size, double width) {
    if (of(text, size) <= width) {
      return text;
    }
    var fitting = new StringBuilder();
    double room = width - of("\u2026", size);
    for (int character : text.codePoints().toArray()) {
      room -= ems(character) * size;
      if (room < 0) {
        break;
      }
      fitting.appendCodePoint(character);
    }
    return fitting.append('\u2026').toString();
  }

  private static double ems(int character) {
    return RESERVE * helvetica(character);
  }

  private static double helvetica(int character) {
    if (NARROW.indexOf(character) >= 0) {
      return 0.29;
    }
    if (WIDE.indexOf(character) >= 0) {
      return 0.84;
    }
    if (character >= FIRST_FULL_WIDTH && !isPunctuation(character)) {
      return 1;
    }
    return Character.isUpperCase(character) ? 0.7 : 0.56;
  }

  /** Such as the ellipsis and the dashes. */
  private static boolean isPunctuation(int character) {
    return character >= 0x2000 && character < 0x2100;
  }
}
