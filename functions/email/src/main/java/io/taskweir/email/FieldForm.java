package io.taskweir.email;

import java.util.Locale;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * The form of a header field's value, without what it says: programs that send spam write names,
 * identifiers and dates in ways of their own. {@code "Ann Lee" <ann7@example.com>} is {@code "Aa
 * Aa" <a0@>}: runs of letters and digits become one each, and hosts are left out, since they name
 * who it was sent by, to and over.
 */
final class FieldForm {

  private static final int LONGEST_VALUE = 300;
  private static final int LONGEST = 40;
  private static final int MOST_PROGRAM_WORDS = 2;

  private static final Set<String> SHAPED = Set.of("from", "to", "message-id", "date");
  private static final Set<String> PROGRAMS = Set.of("x-mailer", "user-agent");

  private FieldForm() {}

  /** Its form as a fact; null for a field that has none worth telling. */
  @Nullable
  static String of(String lowerCaseName, String value) {
    String bounded = value.substring(0, Math.min(value.length(), LONGEST_VALUE)).strip();
    if (SHAPED.contains(lowerCaseName)) {
      // West or east of Greenwich is where the data comes from, and not what it is.
      String anywhere = lowerCaseName.equals("date") ? bounded.replace('-', '+') : bounded;
      return lowerCaseName + '=' + shape(anywhere);
    }
    return PROGRAMS.contains(lowerCaseName) ? "program=" + program(bounded) : null;
  }

  private static String shape(String value) {
    StringBuilder shape = new StringBuilder();
    char before = 0;
    boolean inHost = false;
    for (int i = 0; i < value.length() && shape.length() < LONGEST; i++) {
      char c = value.charAt(i);
      inHost = inHost ? c > ' ' && c != '>' && c != ',' && c != ';' : false;
      char kind = inHost ? 0 : kind(c);
      if (kind != 0 && kind != before) {
        shape.append(kind);
      }
      before = inHost ? before : kind;
      inHost |= c == '@';
    }
    return shape.toString();
  }

  private static char kind(char c) {
    if (Character.isUpperCase(c)) {
      return 'A';
    }
    if (Character.isLetter(c)) {
      return 'a';
    }
    if (Character.isDigit(c)) {
      return '0';
    }
    return c <= ' ' ? ' ' : c;
  }

  /** The first words of a program's name, without its version. */
  private static String program(String value) {
    StringBuilder name = new StringBuilder();
    int words = 0;
    for (String word : value.toLowerCase(Locale.ROOT).split("[^a-z]+", LONGEST)) {
      if (word.length() > 1 && words < MOST_PROGRAM_WORDS) {
        name.append(words++ == 0 ? "" : " ").append(word);
      }
    }
    return name.length() <= LONGEST ? name.toString() : name.substring(0, LONGEST);
  }
}
