package io.taskweir.email;

/** Text made fit to travel: bounded, without halves of characters. */
final class PlainText {

  private PlainText() {}

  /** At most {@code max} characters of {@code text}; lone surrogates become U+FFFD. */
  static String cut(CharSequence text, int max) {
    int end = Math.min(text.length(), max);
    if (end < text.length() && end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    StringBuilder mended = null;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < end
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else {
        if (mended == null) {
          mended = new StringBuilder(end).append(text, 0, end);
        }
        mended.setCharAt(i, '\uFFFD');
      }
    }
    return mended == null ? text.subSequence(0, end).toString() : mended.toString();
  }

  /** One line of {@code text}: control characters become spaces, runs of them one. */
  static String line(String text, int max) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), max));
    boolean gap = false;
    for (int i = 0; i < text.length() && line.length() < max; i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c == 0x7f) {
        gap = line.length() > 0;
      } else {
        if (gap) {
          line.append(' ');
          gap = false;
        }
        line.append(c);
      }
    }
    return cut(line, max);
  }
}
