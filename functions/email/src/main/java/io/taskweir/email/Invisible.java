package io.taskweir.email;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/**
 * Takes out of a text the characters that show nothing, and tells where they cut words in two.
 *
 * <p>Joiners are kept between letters of scripts that need them (Arabic, Indic and the like) and
 * between the signs of an emoji; a soft hyphen that leaves two letters on either side is how
 * publishers hyphenate. Those are taken for what they are. Linear in the text.
 *
 * @param text without them
 * @param cutWords how many words they cut
 * @param firstCut the first of these words as it reads; empty where there is none
 */
record Invisible(String text, int cutWords, String firstCut) {

  private static final char SOFT_HYPHEN = '\u00AD';
  private static final char NON_JOINER = '\u200C';
  private static final char JOINER = '\u200D';
  private static final int MOST_SHOWN = 40;

  /** Scripts whose spelling knows no joiner. */
  private static final Set<UnicodeScript> UNJOINED =
      Set.of(
          UnicodeScript.LATIN,
          UnicodeScript.CYRILLIC,
          UnicodeScript.GREEK,
          UnicodeScript.ARMENIAN,
          UnicodeScript.GEORGIAN);

  /** Cleans {@code text}. */
  static Invisible of(String text) {
    int first = 0;
    while (first < text.length() && !isInvisible(text.charAt(first))) {
      first++;
    }
    return first == text.length() ? new Invisible(text, 0, "") : cleaned(text, first);
  }

  private static Invisible cleaned(String text, int first) {
    StringBuilder clean = new StringBuilder(text.length()).append(text, 0, first);
    int cuts = 0;
    int cutAt = -1;
    int wordOfLastCut = -1;
    for (int at = first; at < text.length(); at++) {
      char c = text.charAt(at);
      if (!isInvisible(c)) {
        clean.append(c);
        continue;
      }
      int next = endOfRun(text, at);
      if ((c == JOINER || c == NON_JOINER) && joins(clean, text, next)) {
        clean.append(c);
      } else if (cuts(clean, text, at, next)) {
        int word = startOfWord(clean);
        cuts += word == wordOfLastCut ? 0 : 1;
        cutAt = cutAt < 0 ? word : cutAt;
        wordOfLastCut = word;
      }
      at = next - 1;
    }
    return new Invisible(clean.toString(), cuts, cutAt < 0 ? "" : wordAt(clean, cutAt));
  }

  /** Whether a run of them stands between two letters of a script that has no use for it. */
  private static boolean cuts(CharSequence before, String text, int at, int next) {
    if (before.length() == 0 || next >= text.length()) {
      return false;
    }
    int last = Character.codePointBefore(before, before.length());
    int following = text.codePointAt(next);
    if (!isUnjoined(last) || !isUnjoined(following)) {
      return false;
    }
    boolean hyphen = next - at == 1 && text.charAt(at) == SOFT_HYPHEN;
    return !hyphen || !hyphenates(before, text, next);
  }

  private static boolean hyphenates(CharSequence before, String text, int next) {
    return before.length() >= 2
        && Character.isLetter(before.charAt(before.length() - 2))
        && next + 1 < text.length()
        && Character.isLetter(text.charAt(next + 1));
  }

  /** Whether a joiner stands where a script or an emoji needs one. */
  private static boolean joins(CharSequence before, String text, int next) {
    if (before.length() == 0 || next >= text.length()) {
      return false;
    }
    int last = Character.codePointBefore(before, before.length());
    return !isUnjoined(last) && !Character.isWhitespace(last) && last != '\u00A0' && last >= 0x80;
  }

  private static boolean isUnjoined(int c) {
    return Character.isLetter(c) && (c < 0x80 || UNJOINED.contains(UnicodeScript.of(c)));
  }

  private static int endOfRun(String text, int from) {
    int at = from + 1;
    while (at < text.length() && isInvisible(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int startOfWord(CharSequence text) {
    int at = text.length();
    while (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static String wordAt(CharSequence text, int from) {
    int end = from;
    while (end < text.length()
        && end - from < MOST_SHOWN
        && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    return text.subSequence(from, end).toString();
  }

  /** Zero-width spaces and joiners, soft hyphens, marks of direction, fillers and the like. */
  private static boolean isInvisible(char c) {
    if (c < 0xA0) {
      return false;
    }
    return switch (c) {
      case SOFT_HYPHEN, '\u034F', '\u061C', '\u115F', '\u1160', '\u180E', '\u3164', '\uFEFF' ->
          true;
      default ->
          (c >= '\u200B' && c <= '\u200F')
              || (c >= '\u202A' && c <= '\u202E')
              || (c >= '\u2060' && c <= '\u206F');
    };
  }
}
