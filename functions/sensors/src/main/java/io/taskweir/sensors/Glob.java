package io.taskweir.sensors;

/**
 * A pattern of names: {@code *} stands for any text, {@code ?} for one character, all else for
 * itself. It costs at most the product of both lengths, which are bounded, and never backtracks
 * further than to the last {@code *}.
 *
 * @param pattern as written
 */
record Glob(String pattern) {

  /** Whether it names a single sensor. */
  boolean isPlain() {
    return literals() == pattern.length();
  }

  /** How many characters stand for themselves: the more, the more specific. */
  int literals() {
    return (int) pattern.chars().filter(c -> c != '*' && c != '?').count();
  }

  /** Whether the whole of {@code name} fits. */
  boolean matches(String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int taken = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        taken = n;
      } else if (p < pattern.length() && fits(pattern.charAt(p), name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++taken;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean fits(char expected, char c) {
    return expected == '?' || expected == c;
  }
}
