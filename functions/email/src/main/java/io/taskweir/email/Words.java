package io.taskweir.email;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A text cut into words: runs of letters and digits, with apostrophes inside, and the signs that
 * carry meaning here ($ € £ %). Linear in the text.
 *
 * @param text what was cut
 * @param words its words, in order
 */
record Words(String text, List<Word> words) {

  /** How a number, whatever its value, is folded. */
  static final String NUMBER = "#";

  private static final String SIGNS = "$€£%";

  /**
   * A word.
   *
   * @param folded in lower case and plain forms; {@link #NUMBER} for a number
   * @param from where it begins in the text
   * @param to where it ends
   */
  record Word(String folded, int from, int to) {}

  /** Cuts {@code text}. */
  static Words of(String text) {
    List<Word> words = new ArrayList<>(text.length() / 6 + 1);
    int at = 0;
    while (at < text.length()) {
      int end = endOfWord(text, at);
      if (end > at) {
        words.add(new Word(fold(text.substring(at, end)), at, end));
        at = end;
      } else {
        at += Character.charCount(text.codePointAt(at));
      }
    }
    return new Words(text, words);
  }

  /** What stands in the text from one word to another, its spaces made single. */
  String between(int firstWord, int lastWord) {
    return text.substring(words.get(firstWord).from(), words.get(lastWord).to())
        .strip()
        .replaceAll("\\s+", " ");
  }

  /** How often letters and digits take turns in a word. */
  static int changes(String word) {
    int changes = 0;
    for (int i = 1; i < word.length(); i++) {
      char before = word.charAt(i - 1);
      char c = word.charAt(i);
      boolean turn =
          (Character.isDigit(before) && Character.isLetter(c))
              || (Character.isLetter(before) && Character.isDigit(c));
      changes += turn ? 1 : 0;
    }
    return changes;
  }

  private static int endOfWord(String text, int from) {
    if (SIGNS.indexOf(text.charAt(from)) >= 0) {
      return from + 1;
    }
    int at = from;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      boolean inside = Character.isLetterOrDigit(c) || (at > from && isInner(text, at, c));
      if (!inside) {
        break;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  /** An apostrophe between letters, a comma or point between digits, a combining mark. */
  private static boolean isInner(String text, int at, int c) {
    if (Character.getType(c) == Character.NON_SPACING_MARK) {
      return true;
    }
    if (at + 1 >= text.length()) {
      return false;
    }
    char before = text.charAt(at - 1);
    char after = text.charAt(at + 1);
    return switch (c) {
      case '\'', '’' -> Character.isLetter(before) && Character.isLetter(after);
      case ',', '.' -> Character.isDigit(before) && Character.isDigit(after);
      default -> false;
    };
  }

  static String fold(String word) {
    if (Character.isDigit(word.charAt(0))
        && word.chars().allMatch(c -> Character.isDigit(c) || c == ',' || c == '.')) {
      return NUMBER;
    }
    String lower = word.toLowerCase(Locale.ROOT).replace('’', '\'');
    boolean plain = lower.chars().allMatch(c -> c < 0x80);
    return plain ? lower : Normalizer.normalize(lower, Normalizer.Form.NFKC);
  }
}
