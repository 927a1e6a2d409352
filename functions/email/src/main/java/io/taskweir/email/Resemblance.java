package io.taskweir.email;

/**
 * Whether a name would be taken for another. All costs are linear in the names.
 *
 * <p>Folding follows the skeletons of Unicode Technical Standard 39 for what is not ASCII, drops
 * accents, and goes further than they do for what is: digits stand for the letters that they look
 * like, {@code rn} for m, {@code vv} for w, {@code cl} for d, i for l.
 */
final class Resemblance {

  /** The shortest name in which one letter more, less or other is no other word. */
  static final int SHORTEST_TYPO = 6;

  /** From this length a name may imitate by letters alone, without a digit among them. */
  private static final int SHORTEST_BY_LETTERS = 5;

  private static final String DIGITS = "ol2eas6tbg";

  private Resemblance() {}

  /** Names of one fold look the same. */
  static String fold(String name, HostSpelling spelling) {
    String skeleton = isAscii(name) ? name : spelling.skeleton(name);
    StringBuilder folded = new StringBuilder(skeleton.length());
    for (int i = 0; i < skeleton.length(); i++) {
      char c = skeleton.charAt(i);
      if (c >= '0' && c <= '9') {
        c = DIGITS.charAt(c - '0');
      }
      append(c == 'i' ? 'l' : c, folded);
    }
    return folded.toString();
  }

  private static void append(char c, StringBuilder folded) {
    int last = folded.length() - 1;
    char before = last < 0 ? 0 : folded.charAt(last);
    char joined = joined(before, c);
    if (joined == 0) {
      folded.append(c);
    } else {
      folded.setCharAt(last, joined);
    }
  }

  private static char joined(char before, char c) {
    if (before == 'r' && c == 'n') {
      return 'm';
    }
    if (before == 'v' && c == 'v') {
      return 'w';
    }
    return before == 'c' && c == 'l' ? 'd' : 0;
  }

  /**
   * Whether two names of one fold, or of nearly one, differ in a way that somebody chose: short
   * names and plain words are alike by chance, unless a digit or a foreign letter stands in them.
   */
  static boolean isChosen(String name, int originalLength, boolean plainWord) {
    if (!isAscii(name)) {
      return true;
    }
    boolean digit = name.chars().anyMatch(c -> c >= '0' && c <= '9');
    boolean letter = name.chars().anyMatch(c -> c >= 'a' && c <= 'z');
    return letter
        && originalLength >= SHORTEST_BY_LETTERS - 1
        && (digit || (originalLength >= SHORTEST_BY_LETTERS && !plainWord));
  }

  /** Whether {@code name} looks like {@code original} or is a slip of the finger from it. */
  static boolean imitates(String name, String original, HostSpelling spelling) {
    if (name.equals(original)) {
      return false;
    }
    boolean same = fold(name, spelling).equals(fold(original, spelling));
    return same ? isChosen(name, original.length(), false) : isTypo(name, original);
  }

  /**
   * One letter more, less, other, or two swapped (the distance of Damerau), in a name of at least
   * {@link #SHORTEST_TYPO} letters. The first letter stands, since a reader sees that one; a plural
   * and another number are no slip.
   */
  static boolean isTypo(String name, String original) {
    int longer = name.length() - original.length();
    if (original.length() < SHORTEST_TYPO
        || Math.abs(longer) > 1
        || name.isEmpty()
        || name.charAt(0) != original.charAt(0)) {
      return false;
    }
    int i = 1;
    int shorter = Math.min(name.length(), original.length());
    while (i < shorter && name.charAt(i) == original.charAt(i)) {
      i++;
    }
    if (longer != 0) {
      return longer > 0 ? hasOneMore(name, original, i) : hasOneMore(original, name, i);
    }
    return i < shorter && differsOnce(name, original, i);
  }

  private static boolean hasOneMore(String more, String less, int at) {
    boolean plural = at == less.length() && more.charAt(at) == 's';
    return !plural
        && !Character.isDigit(more.charAt(at))
        && more.substring(at + 1).equals(less.substring(at));
  }

  private static boolean differsOnce(String name, String original, int at) {
    if (name.substring(at + 1).equals(original.substring(at + 1))) {
      return !Character.isDigit(name.charAt(at)) || !Character.isDigit(original.charAt(at));
    }
    return at + 1 < name.length()
        && name.charAt(at) == original.charAt(at + 1)
        && name.charAt(at + 1) == original.charAt(at)
        && name.substring(at + 2).equals(original.substring(at + 2));
  }

  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
