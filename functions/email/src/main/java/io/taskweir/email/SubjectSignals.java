package io.taskweir.email;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.annotation.Nullable;

/** What a message's subject shows besides its phrases. */
final class SubjectSignals {

  private static final int LEAST_LOUD = 8;
  private static final int LEAST_CODE = 4;
  private static final List<String> ANSWERS = List.of("re:", "aw:", "fw:", "fwd:", "wg:", "sv:");

  /** The last four are marks that the laws of Japan, Korea and China ask for. */
  private static final List<String> ADVERTISEMENTS =
      List.of("adv:", "adv ", "adv-", "[adv", "(adv", "未承諾広告", "(광고)", "[광고]", "(ad)");

  private SubjectSignals() {}

  static List<Reason> of(@Nullable String given) {
    if (given == null || given.isBlank()) {
      return List.of(Rule.NO_SUBJECT.because(""));
    }
    String subject = given.strip();
    String quoted = '"' + subject + '"';
    String lower = subject.toLowerCase(Locale.ROOT);
    List<Reason> reasons = new ArrayList<>();
    long letters = subject.chars().filter(Character::isLetter).count();
    long capitals = subject.chars().filter(Character::isUpperCase).count();
    if (letters >= LEAST_LOUD && capitals == letters) {
      reasons.add(Rule.SUBJECT_SHOUTING.because(quoted));
    }
    if (subject.indexOf('!') >= 0) {
      reasons.add(Rule.SUBJECT_EXCLAMATION.because(quoted));
    }
    if (namesAmount(subject)) {
      reasons.add(Rule.SUBJECT_AMOUNT.because(quoted));
    }
    String last = subject.substring(subject.lastIndexOf(' ') + 1);
    if (last.length() < subject.length() && isCode(last)) {
      reasons.add(Rule.SUBJECT_CODE.because('"' + last + '"'));
    }
    if (ADVERTISEMENTS.stream().anyMatch(lower::startsWith)) {
      reasons.add(Rule.SUBJECT_ADVERTISES.because(quoted));
    }
    if (ANSWERS.stream().anyMatch(lower::startsWith)) {
      reasons.add(Rule.SUBJECT_REPLY.because(quoted));
    }
    return reasons;
  }

  private static boolean namesAmount(String subject) {
    for (int i = 0; i < subject.length(); i++) {
      boolean sign = "$€£%".indexOf(subject.charAt(i)) >= 0;
      boolean before = i > 0 && Character.isDigit(subject.charAt(i - 1));
      boolean after = i + 1 < subject.length() && Character.isDigit(subject.charAt(i + 1));
      if (sign && (before || after)) {
        return true;
      }
    }
    return false;
  }

  /** A word that says nothing: a long number that is no year, letters mixed with digits, a tag. */
  private static boolean isCode(String last) {
    String word = last.replaceAll("^[\\[({<!.]+|[\\])}>!.,?]+$", "");
    if (word.length() < LEAST_CODE || word.chars().anyMatch(c -> c >= 0x80)) {
      return false;
    }
    boolean digits = word.chars().allMatch(Character::isDigit);
    if (digits) {
      return !word.matches("(19|20)\\d\\d");
    }
    boolean letters = word.chars().allMatch(Character::isLetter);
    if (letters) {
      boolean tag = last.matches("\\[[a-z]{4,7}\\]");
      boolean vowelless = word.chars().noneMatch(c -> "aeiouyAEIOUY".indexOf(c) >= 0);
      boolean lower = word.equals(word.toLowerCase(Locale.ROOT));
      return tag || (vowelless && lower && word.length() > LEAST_CODE);
    }
    return Words.changes(word) >= 2 && word.length() > LEAST_CODE + 1;
  }
}
