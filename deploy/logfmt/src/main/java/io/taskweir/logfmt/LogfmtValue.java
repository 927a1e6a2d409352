package io.taskweir.logfmt;

/**
 * Writes a value so that it cannot be taken for anything else: what a hostile message brings into a
 * log stays one value on one line, and shows as what it is.
 *
 * <p>A value of plain characters stands as it is. Any other is quoted, with the escapes of JSON
 * strings, which readers of logfmt know. Escaped is what does not show or shows elsewhere: control
 * characters, line and paragraph separators, format characters (bidi marks, zero-width ones),
 * surrogates without their half, private and unassigned characters.
 */
public final class LogfmtValue {

  private static final String HEX = "0123456789abcdef";

  private LogfmtValue() {}

  /**
   * {@code text} for a person to look at: what does not show, or shows elsewhere, is escaped, and
   * the rest stands as it is.
   */
  public static String visible(CharSequence text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = Character.codePointAt(text, i);
      appendVisible(out, c);
      i += Character.charCount(c);
    }
    return out.toString();
  }

  static void append(StringBuilder out, CharSequence value) {
    if (isPlain(value)) {
      out.append(value);
    } else {
      quote(out, value);
    }
  }

  private static boolean isPlain(CharSequence value) {
    for (int i = 0; i < value.length(); ) {
      int c = Character.codePointAt(value, i);
      if (c == '=' || c == '"' || c == '\\' || Character.isSpaceChar(c) || !isVisible(c)) {
        return false;
      }
      i += Character.charCount(c);
    }
    return value.length() > 0;
  }

  private static void quote(StringBuilder out, CharSequence value) {
    out.append('"');
    for (int i = 0; i < value.length(); ) {
      int c = Character.codePointAt(value, i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> appendVisible(out, c);
      }
      i += Character.charCount(c);
    }
    out.append('"');
  }

  private static void appendVisible(StringBuilder out, int c) {
    if (isVisible(c)) {
      out.appendCodePoint(c);
      return;
    }
    for (char unit : Character.toChars(c)) {
      out.append("\\u")
          .append(HEX.charAt(unit >> 12))
          .append(HEX.charAt(unit >> 8 & 15))
          .append(HEX.charAt(unit >> 4 & 15))
          .append(HEX.charAt(unit & 15));
    }
  }

  private static boolean isVisible(int c) {
    if (c < 0x7f) {
      return c >= ' ';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
