package io.taskweir.email;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/**
 * The Date field (RFC 5322), in the many forms that real mail has it: comments, two-digit years,
 * zone names, no zone, no seconds, the month before the day, ISO 8601.
 */
final class MailDate {

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final Pattern DATE_SEPARATOR = Pattern.compile("[-/]");
  private static final Pattern TIME_SEPARATOR = Pattern.compile("[:.]");

  /** Hours from UTC of the zones that RFC 5322 names, and of the military ones that occur. */
  private static final Map<String, Integer> ZONES =
      Map.ofEntries(
          Map.entry("edt", -4),
          Map.entry("est", -5),
          Map.entry("cdt", -5),
          Map.entry("cst", -6),
          Map.entry("mdt", -6),
          Map.entry("mst", -7),
          Map.entry("pdt", -7),
          Map.entry("pst", -8),
          Map.entry("cet", 1),
          Map.entry("cest", 2),
          Map.entry("met", 1),
          Map.entry("bst", 1),
          Map.entry("jst", 9));

  private int year = -1;
  private int month = -1;
  private int day = -1;
  private int[] time = {0, 0, 0};
  private int offsetMinutes;

  private MailDate() {}

  /** The instant that {@code text} names; null where it names none between 1970 and 2200. */
  @Nullable
  static Instant parse(String text) {
    MailDate date = new MailDate();
    for (String token : tokens(text)) {
      date.read(token);
    }
    if (date.year < 1970 || date.year > 2200 || date.month < 1 || date.day < 1) {
      return null;
    }
    try {
      return LocalDateTime.of(
              date.year, date.month, date.day, date.time[0], date.time[1], date.time[2])
          .minusMinutes(date.offsetMinutes)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private void read(String token) {
    char first = token.charAt(0);
    if (first == '+' || first == '-') {
      readOffset(token);
    } else if (token.indexOf(':') > 0) {
      readTime(token);
    } else if (first >= '0' && first <= '9') {
      readNumber(token);
    } else {
      readName(token.toLowerCase(Locale.ROOT));
    }
  }

  private void readTime(String token) {
    String[] fields = TIME_SEPARATOR.split(token, 4);
    for (int i = 0; i < fields.length && i < 3; i++) {
      int field = number(fields[i], 0, fields[i].length());
      time[i] = i == 2 ? Math.min(field, 59) : field;
    }
  }

  private void readOffset(String token) {
    String digits = token.substring(1).replace(":", "");
    int all = number(digits, 0, digits.length());
    int minutes = digits.length() <= 2 ? all * 60 : all / 100 * 60 + all % 100;
    if (all >= 0 && minutes <= 18 * 60) {
      offsetMinutes = token.charAt(0) == '-' ? -minutes : minutes;
    }
  }

  private void readNumber(String token) {
    String[] parts = DATE_SEPARATOR.split(token, 3);
    if (parts.length == 3) {
      for (String part : parts) {
        if (!part.isEmpty()) {
          read(part);
        }
      }
      return;
    }
    int number = number(token, 0, token.length());
    if (token.length() >= 4) {
      year = year < 0 ? number : year;
    } else if (day < 0 && (year < 0 || month > 0)) {
      day = number;
    } else if (year > 0 && month < 0) {
      month = number;
    } else if (year < 0) {
      year = number + (number < 70 ? 2000 : 1900);
    }
  }

  private void readName(String name) {
    int found = name.length() >= 3 ? MONTHS.indexOf(name.substring(0, 3)) : -1;
    if (found >= 0 && month < 0) {
      month = found + 1;
    } else if (ZONES.containsKey(name)) {
      offsetMinutes = 60 * ZONES.get(name);
    }
  }

  private static int number(String text, int from, int to) {
    if (to - from < 1 || to - from > 6) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** Splits at spaces and commas, without comments; an ISO date is taken apart at its T. */
  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    StringBuilder token = new StringBuilder();
    int depth = 0;
    int end = Math.min(text.length(), 200);
    for (int i = 0; i <= end; i++) {
      char c = i < end ? text.charAt(i) : ' ';
      depth += c == '(' ? 1 : 0;
      boolean iso = c == 'T' && token.length() == 10 && token.charAt(4) == '-';
      boolean offset = (c == '+' || c == '-') && token.indexOf(":") > 0;
      if (depth > 0 || c <= ' ' || c == ',' || iso || offset) {
        if (token.length() > 0) {
          tokens.add(token.toString());
          token.setLength(0);
        }
      }
      if (depth == 0 && c > ' ' && c != ',' && !iso) {
        token.append(c);
      }
      depth -= c == ')' && depth > 0 ? 1 : 0;
    }
    return tokens;
  }
}
