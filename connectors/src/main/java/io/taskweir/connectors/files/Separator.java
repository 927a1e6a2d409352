package io.taskweir.connectors.files;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The line that begins a message in an mbox: {@code From sender Mon Jan 1 00:00:00 2024}. Writers
 * vary in sender, order and zone, so a date is taken to be a day, a month and a time, in any order.
 */
final class Separator {

  private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};
  private static final int LONGEST = 1024;
  private static final Set<String> DAYS = Set.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
  private static final Set<String> MONTHS =
      Set.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private Separator() {}

  /** Whether {@code line} begins with {@code From }. */
  static boolean isFrom(byte[] line, int length) {
    return isFrom(line, 0, length);
  }

  /** Whether {@code line} begins with {@code From }, a sender and a date. */
  static boolean isDated(byte[] line, int length) {
    if (!isFrom(line, length)) {
      return false;
    }
    int end = FROM.length;
    while (end < Math.min(length, LONGEST) && line[end] != '\n' && line[end] != '\r') {
      end++;
    }
    String text =
        new String(line, FROM.length, end - FROM.length, StandardCharsets.ISO_8859_1).strip();
    boolean day = false;
    boolean month = false;
    boolean time = false;
    int sender = text.indexOf(' ');
    for (String word : text.substring(Math.max(0, sender)).split("[ ,]+", -1)) {
      day |= DAYS.contains(word);
      month |= MONTHS.contains(word);
      time |= isTime(word);
    }
    return sender > 0 && day && month && time;
  }

  /** Whether {@code line} is {@code >From }, however many {@code >} there are. */
  static boolean isQuoted(byte[] line, int length) {
    int start = 0;
    while (start < length && line[start] == '>') {
      start++;
    }
    return start > 0 && isFrom(line, start, length);
  }

  private static boolean isFrom(byte[] line, int start, int length) {
    if (length - start < FROM.length) {
      return false;
    }
    for (int i = 0; i < FROM.length; i++) {
      if (line[start + i] != FROM[i]) {
        return false;
      }
    }
    return true;
  }

  /** {@code 9:05}, {@code 09:05} and {@code 09:05:00}. */
  private static boolean isTime(String word) {
    int colon = word.indexOf(':');
    return (colon == 1 || colon == 2)
        && word.length() >= colon + 3
        && Character.isDigit(word.charAt(colon - 1))
        && Character.isDigit(word.charAt(colon + 1))
        && Character.isDigit(word.charAt(colon + 2));
  }
}
