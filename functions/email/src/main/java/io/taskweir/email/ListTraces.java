package io.taskweir.email;

import java.util.Locale;

/** Finds what a mailing list puts into the messages that it passes on, so that none is learnt. */
final class ListTraces {

  private static final int RULE = 20;
  private static final int FOOTER = 600;
  private static final int LONGEST_TAG = 40;

  private ListTraces() {}

  /** A subject without its bracketed tags. */
  static String withoutTags(String subject) {
    int open = subject.indexOf('[');
    if (open < 0) {
      return subject;
    }
    StringBuilder kept = new StringBuilder(subject.length());
    int at = 0;
    while (open >= 0) {
      int close = subject.indexOf(']', open);
      if (close < 0) {
        break;
      }
      if (close - open <= LONGEST_TAG) {
        kept.append(subject, at, open);
        at = close + 1;
      }
      open = subject.indexOf('[', close);
    }
    return kept.append(subject, at, subject.length()).toString();
  }

  /**
   * Where, from {@code from} on, a list's footer begins: a drawn line with the words "mailing list"
   * or a list's address soon after it; the length of the text where there is none.
   */
  static int footer(String text, int from, int to) {
    int run = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      run = c == '_' || c == '-' || c == '=' ? run + 1 : 0;
      if (run == RULE && isFooter(text, i, Math.min(to, i + FOOTER))) {
        return i - RULE + 1;
      }
    }
    return to;
  }

  /** Where a footer that begins at {@code from} ends: at a blank line, or at its longest. */
  static int footerEnd(String text, int from, int to) {
    int most = Math.min(to, from + FOOTER);
    int blank = text.indexOf("\n\n", from);
    return blank < 0 || blank > most ? most : blank;
  }

  private static boolean isFooter(String text, int from, int to) {
    String near = text.substring(from, to).toLowerCase(Locale.ROOT);
    return near.contains("mailing list") || near.contains("/listinfo/") || near.contains("/lists/");
  }
}
