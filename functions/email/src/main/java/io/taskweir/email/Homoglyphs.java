package io.taskweir.email;

import com.ibm.icu.text.SpoofChecker;
import java.lang.Character.UnicodeBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds Latin words in which letters of other scripts stand for the Latin ones that they look like,
 * and reads them as their reader does.
 *
 * <p>Which letter looks like which is Unicode's table of confusables (UTS #39), as ICU has it, for
 * Cyrillic, Greek, Armenian and Cherokee. A word counts where it mixes scripts and each foreign
 * letter has a Latin double; also where it is all doubles and the text is otherwise Latin. Linear.
 *
 * @param words of the text, such words as they read
 * @param count how many there are
 * @param first the first of them as it stands in the text; empty where there is none
 */
record Homoglyphs(Words words, int count, String first) {

  private static final int LEAST_LETTERS = 3;
  private static final int LEAST_DOUBLES = 4;

  /** A text with fewer Latin words to one of another script is a text of two scripts. */
  private static final int LATIN_TO_ONE = 5;

  private static final Map<Character, Character> DOUBLES = doubles();

  /** Reads a text. */
  static Homoglyphs of(Words text) {
    List<Integer> mixed = new ArrayList<>();
    List<Integer> whole = new ArrayList<>();
    int latin = 0;
    int foreign = 0;
    for (int at = 0; at < text.words().size(); at++) {
      String folded = text.words().get(at).folded();
      if (isAscii(folded)) {
        latin++;
        continue;
      }
      switch (kind(text.text(), text.words().get(at))) {
        case MIXED -> mixed.add(at);
        case WHOLE -> whole.add(at);
        case FOREIGN -> foreign++;
        case LATIN -> latin++;
      }
    }
    if (latin >= LATIN_TO_ONE * (foreign + whole.size())) {
      mixed.addAll(whole);
    }
    return mixed.isEmpty() ? new Homoglyphs(text, 0, "") : read(text, mixed);
  }

  private enum Kind {
    MIXED,
    WHOLE,
    FOREIGN,
    LATIN
  }

  private static Homoglyphs read(Words text, List<Integer> found) {
    List<Words.Word> words = new ArrayList<>(text.words());
    for (int at : found) {
      Words.Word word = words.get(at);
      StringBuilder latin = new StringBuilder();
      for (int i = word.from(); i < word.to(); i++) {
        char c = text.text().charAt(i);
        latin.append(DOUBLES.getOrDefault(c, c));
      }
      words.set(at, new Words.Word(Words.fold(latin.toString()), word.from(), word.to()));
    }
    Words.Word first = text.words().get(found.stream().mapToInt(i -> i).min().orElseThrow());
    return new Homoglyphs(
        new Words(text.text(), words),
        found.size(),
        PlainText.cut(text.text().substring(first.from(), first.to()), 40));
  }

  private static Kind kind(String text, Words.Word word) {
    int latin = 0;
    int doubles = 0;
    for (int i = word.from(); i < word.to(); i++) {
      char c = text.charAt(i);
      if (DOUBLES.containsKey(c)) {
        doubles++;
      } else if (isLatin(c)) {
        latin++;
      } else if (Character.isLetter(c)) {
        return Kind.FOREIGN;
      }
    }
    if (doubles == 0) {
      return Kind.LATIN;
    }
    if (latin > 0 && latin + doubles >= LEAST_LETTERS) {
      return doubles == 1 && isSymbol(text, word) ? Kind.LATIN : Kind.MIXED;
    }
    return latin == 0 && doubles >= LEAST_DOUBLES ? Kind.WHOLE : Kind.FOREIGN;
  }

  /** Whether a word begins or ends in a Greek letter, as names in science do. */
  private static boolean isSymbol(String text, Words.Word word) {
    return isGreek(text.charAt(word.from())) || isGreek(text.charAt(word.to() - 1));
  }

  private static boolean isGreek(char c) {
    return c >= 0x370 && c < 0x400;
  }

  private static boolean isLatin(char c) {
    return Character.isLetter(c) && (c < 0x250 || (c >= 0x1E00 && c < 0x1F00));
  }

  private static boolean isAscii(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static Map<Character, Character> doubles() {
    SpoofChecker checker = new SpoofChecker.Builder().build();
    Set<UnicodeBlock> blocks =
        Set.of(
            UnicodeBlock.CYRILLIC,
            UnicodeBlock.CYRILLIC_SUPPLEMENTARY,
            UnicodeBlock.GREEK,
            UnicodeBlock.ARMENIAN,
            UnicodeBlock.CHEROKEE);
    Map<Character, Character> doubles = new HashMap<>();
    for (char c = 0x370; c < 0x1400; c++) {
      if (Character.isLetter(c) && blocks.contains(UnicodeBlock.of(c))) {
        String skeleton = checker.getSkeleton(String.valueOf(c));
        if (skeleton.length() == 1 && skeleton.charAt(0) < 0x80) {
          doubles.put(c, skeleton.charAt(0));
        }
      }
    }
    return Map.copyOf(doubles);
  }
}
