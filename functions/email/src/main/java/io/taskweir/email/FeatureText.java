package io.taskweir.email;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * The text that features are cut from, in one buffer that is used again for every message: what was
 * appended, made independent of the day and of numbers.
 *
 * <p>White space becomes one space, a digit {@code 0} and at most three of them in a row, a sign at
 * most four in a row, and a month or a day of the week {@code 0}: what else would give a year away.
 * Letters keep their case. Linear in what is appended.
 */
final class FeatureText {

  private static final int MOST_DIGITS = 3;
  private static final int MOST_SIGNS = 4;
  private static final int LONGEST_DAY = 9;

  private static final Set<String> CALENDAR =
      Set.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december",
          "jan",
          "feb",
          "mar",
          "apr",
          "jun",
          "jul",
          "aug",
          "sep",
          "sept",
          "oct",
          "nov",
          "dec",
          "monday",
          "tuesday",
          "wednesday",
          "thursday",
          "friday",
          "saturday",
          "sunday",
          "mon",
          "tue",
          "wed",
          "thu",
          "fri",
          "sat",
          "sun");

  private char[] chars = new char[8_192];
  private int length;
  private int wordFrom;
  private int run;

  void clear() {
    length = 0;
    startSegment();
  }

  int length() {
    return length;
  }

  char at(int index) {
    return chars[index];
  }

  String substring(int from, int to) {
    return new String(chars, from, to - from);
  }

  /** Appends a part of {@code text}, with a space after it, and returns where it begins. */
  int append(CharSequence text, int from, int to) {
    int start = length;
    startSegment();
    for (int i = from; i < to; i++) {
      add(text.charAt(i));
    }
    endWord();
    if (length > 0 && chars[length - 1] != ' ') {
      push(' ');
    }
    return start;
  }

  /** Appends one token as it stands and returns where it begins; it may repeat itself. */
  int appendToken(String token) {
    int start = length;
    for (int i = 0; i < token.length(); i++) {
      push(token.charAt(i));
    }
    push(' ');
    startSegment();
    return start;
  }

  private void startSegment() {
    wordFrom = length;
    run = 0;
  }

  private void add(char c) {
    if (Character.isLetter(c) || Character.isSurrogate(c)) {
      run = 0;
      push(c);
      return;
    }
    if (c >= '0' && c <= '9') {
      endWord();
      repeat('0', MOST_DIGITS);
    } else if (c <= ' ' || c == '\u00a0') {
      endWord();
      repeat(' ', 1);
    } else {
      endWord();
      repeat(c, MOST_SIGNS);
    }
    wordFrom = length;
  }

  private void repeat(char c, int most) {
    run = length > 0 && run > 0 && chars[length - 1] == c ? run + 1 : 1;
    if (run <= most) {
      push(c);
    }
  }

  /** A month or a day becomes a digit. */
  private void endWord() {
    int letters = length - wordFrom;
    if (letters >= 3 && letters <= LONGEST_DAY && isCalendar()) {
      length = wordFrom;
      push('0');
    }
    wordFrom = length;
  }

  private boolean isCalendar() {
    if ("jfmasondtw".indexOf(Character.toLowerCase(chars[wordFrom])) < 0) {
      return false;
    }
    return CALENDAR.contains(substring(wordFrom, length).toLowerCase(Locale.ROOT));
  }

  private void push(char c) {
    if (length == chars.length) {
      chars = Arrays.copyOf(chars, 2 * length);
    }
    chars[length++] = c;
  }
}
