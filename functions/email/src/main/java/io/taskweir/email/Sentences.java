package io.taskweir.email;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Cuts a text into sentences, and tells what in them is quoted.
 *
 * <p>A sentence ends at a point, question or exclamation mark after which no small letter follows,
 * at an empty line, at a line that begins with a bullet, and at its {@value #MOST_WORDS}th word. It
 * does so by hand and not by {@link java.text.BreakIterator}, which cuts after "Mr." and "n°",
 * reads wrapped lines as sentences, and has no bound. Linear in the text.
 */
final class Sentences {

  static final int MOST_WORDS = 60;

  /** A quotation longer than this is a lost sign. */
  private static final int MOST_QUOTED = 60;

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "st", "no", "nr", "art", "inc", "ltd", "co", "etc", "vs",
          "hr", "fr", "str", "bzw", "ca", "zzgl", "inkl", "sr", "sra", "srta", "ud", "uds", "av",
          "núm", "tel", "mme", "mlle", "réf", "ref", "approx", "jr", "tél", "abs", "ggf", "evtl");

  private static final String ELIDED = "cdjlmnst";

  private Sentences() {}

  /**
   * A sentence.
   *
   * @param from its first word
   * @param to the word after its last
   */
  record Sentence(int from, int to) {}

  /** The words of a text, elisions as words of their own: {@code d' ouvrir}. */
  static Words words(Words text) {
    List<Words.Word> words = new ArrayList<>(text.words().size());
    for (Words.Word word : text.words()) {
      int length = elision(word.folded());
      if (length == 0 || word.to() - word.from() != word.folded().length()) {
        words.add(word);
      } else {
        int cut = word.from() + length;
        words.add(new Words.Word(word.folded().substring(0, length), word.from(), cut));
        words.add(new Words.Word(word.folded().substring(length), cut, word.to()));
      }
    }
    return new Words(text.text(), words);
  }

  /** The sentences of a text, in order. */
  static List<Sentence> of(Words words) {
    List<Sentence> sentences = new ArrayList<>();
    int from = 0;
    for (int at = 1; at <= words.words().size(); at++) {
      if (at == words.words().size() || at - from >= MOST_WORDS || endsBefore(words, at)) {
        sentences.add(new Sentence(from, at));
        from = at;
      }
    }
    return sentences;
  }

  /** Which words stand between signs of quotation. */
  static BitSet quoted(Words words) {
    BitSet quoted = new BitSet();
    char opened = 0;
    int from = 0;
    for (int at = 0; at < words.words().size(); at++) {
      String gap = gap(words, at);
      for (int i = 0; i < gap.length(); i++) {
        char c = gap.charAt(i);
        if (opened != 0 && closes(opened, c)) {
          quoted.set(from, at);
          opened = 0;
        } else if (opened == 0 && "\"„“«»".indexOf(c) >= 0) {
          opened = c;
          from = at;
        }
      }
      if (opened != 0 && (at - from > MOST_QUOTED || isParagraph(gap))) {
        opened = 0;
      }
    }
    if (opened != 0 && closesAtTheEnd(words, opened)) {
      quoted.set(from, words.words().size());
    }
    return quoted;
  }

  /** A sentence as it stands in the text, with its last sign, on one line. */
  static String shown(Words words, Sentence sentence) {
    int from = words.words().get(sentence.from()).from();
    int end = words.words().get(sentence.to() - 1).to();
    if (end < words.text().length() && ".?!".indexOf(words.text().charAt(end)) >= 0) {
      end++;
    }
    int bound = Math.min(end, from + 2 * Request.MOST_LENGTH);
    return PlainText.line(words.text().substring(from, bound), Request.MOST_LENGTH);
  }

  /** What stands between a word and the one before it. */
  static String gap(Words words, int at) {
    int from = at == 0 ? 0 : words.words().get(at - 1).to();
    int to = words.words().get(at).from();
    return words.text().substring(Math.max(from, to - 200), to);
  }

  private static boolean endsBefore(Words words, int at) {
    String gap = gap(words, at);
    if (isParagraph(gap) || gap.contains("\n- ") || gap.contains("\n* ") || gap.contains("•")) {
      return true;
    }
    char sign = firstSign(gap);
    if (sign == 0) {
      return false;
    }
    Words.Word before = words.words().get(at - 1);
    boolean spaced = gap.indexOf(' ') >= 0 || gap.indexOf('\n') >= 0;
    boolean small = Character.isLowerCase(words.text().codePointAt(words.words().get(at).from()));
    if (sign != '.') {
      return spaced && !small;
    }
    boolean abbreviated = before.folded().length() == 1 && !isNumber(before);
    return spaced && !small && !abbreviated && !ABBREVIATIONS.contains(before.folded());
  }

  private static char firstSign(String gap) {
    for (int i = 0; i < gap.length(); i++) {
      if (".?!…".indexOf(gap.charAt(i)) >= 0) {
        return gap.charAt(i);
      }
    }
    return 0;
  }

  private static boolean isNumber(Words.Word word) {
    return word.folded().equals(Words.NUMBER);
  }

  /** Whether a gap holds an empty line. */
  private static boolean isParagraph(String gap) {
    int line = gap.indexOf('\n');
    int next = line < 0 ? -1 : gap.indexOf('\n', line + 1);
    return next >= 0 && gap.substring(line, next).isBlank();
  }

  private static boolean closes(char opened, char c) {
    return switch (opened) {
      case '„' -> c == '“' || c == '”';
      case '“' -> c == '”';
      case '«' -> c == '»';
      case '»' -> c == '«';
      default -> c == opened;
    };
  }

  private static boolean closesAtTheEnd(Words words, char opened) {
    int end = words.words().get(words.words().size() - 1).to();
    String rest = words.text().substring(end, Math.min(words.text().length(), end + 10));
    return rest.chars().anyMatch(c -> closes(opened, (char) c));
  }

  private static int elision(String word) {
    int sign = word.indexOf('\'');
    if (sign == 1 && word.length() > 3 && ELIDED.indexOf(word.charAt(0)) >= 0) {
      return 2;
    }
    return sign == 2 && word.startsWith("qu") ? 3 : 0;
  }
}
