package io.taskweir.email;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** How a text looks, whatever its language: capitals, exclamations, broken words, hiding. */
final class TextSignals {

  private static final int LEAST_LOUD_WORDS = 12;
  private static final double LOUD_SHARE = 0.2;
  private static final int MANY_EXCLAMATIONS = 5;
  private static final int LEAST_BLENDED = 20;

  /** More than the preview line that a newsletter conceals. */
  private static final int LEAST_CONCEALED = 200;

  private static final int LEAST_TINY = 20;
  private static final int FEW_LETTERS = 120;
  private static final double UNREADABLE_SHARE = 0.1;
  private static final int SHOWN = 60;
  private static final int LEAST_CODE = 12;
  private static final int MOST_CODE = 60;
  private static final int LEAST_SPACED = 4;

  private TextSignals() {}

  /** What the text as its reader sees it shows. */
  static List<Reason> ofText(Words words) {
    return Stream.of(
            shouting(words),
            exclamation(words.text()),
            unreadable(words.text()),
            gibberish(words),
            spaced(words))
        .flatMap(List::stream)
        .toList();
  }

  /** What disguises words: characters that show nothing, letters of other scripts. */
  static List<Reason> ofDisguise(Invisible text, Homoglyphs words) {
    List<Reason> reasons = new ArrayList<>();
    if (text.cutWords() > 0) {
      reasons.add(Rule.INVISIBLE_CHARACTERS.because(times(text.cutWords(), text.firstCut())));
    }
    if (words.count() > 0) {
      reasons.add(Rule.HOMOGLYPHS.because(times(words.count(), words.first())));
    }
    return reasons;
  }

  private static String times(int count, String shown) {
    return count == 1 ? '"' + shown + '"' : count + " words, such as \"" + shown + '"';
  }

  /** What the two forms of the text show, each null where the message has none. */
  static List<Reason> ofForms(@Nullable String plain, @Nullable HtmlText html) {
    List<Reason> reasons = new ArrayList<>();
    boolean noPlain = plain == null || plain.isBlank();
    if (!noPlain) {
      reasons.addAll(quotation(plain));
      reasons.addAll(markup(plain));
    }
    if (html != null) {
      if (noPlain && !html.isBlank()) {
        reasons.add(Rule.HTML_ONLY.because(""));
      }
      reasons.addAll(ofMarkup(html, noPlain));
    }
    return reasons;
  }

  private static List<Reason> ofMarkup(HtmlText html, boolean noPlain) {
    List<Reason> reasons = new ArrayList<>();
    if (letters(html.blended()) >= LEAST_BLENDED) {
      reasons.add(Rule.HIDDEN_TEXT.because('"' + cut(html.blended()) + '"'));
    } else if (letters(html.concealed()) >= LEAST_CONCEALED) {
      reasons.add(Rule.HIDDEN_TEXT.because('"' + cut(html.concealed()) + '"'));
    }
    if (letters(html.tiny()) >= LEAST_TINY) {
      reasons.add(Rule.TINY_TEXT.because('"' + cut(html.tiny()) + '"'));
    }
    if (html.brokenWords() > 0) {
      reasons.add(
          Rule.BROKEN_WORDS.because(html.brokenWords() + " times, such as " + html.broken()));
    }
    if (html.forms() > 0) {
      reasons.add(Rule.HTML_FORM.because(""));
    }
    if (html.passwords() > 0) {
      reasons.add(Rule.HTML_PASSWORD.because(""));
    }
    if (html.scripts() > 0) {
      reasons.add(Rule.HTML_SCRIPT.because(""));
    }
    if (noPlain && html.remoteImages() > 0 && letters(html.visible()) < FEW_LETTERS) {
      reasons.add(Rule.IMAGE_ONLY.because(""));
    }
    return reasons;
  }

  private static List<Reason> shouting(Words words) {
    List<String> all =
        words.words().stream()
            .filter(word -> word.to() - word.from() >= 4)
            .map(word -> words.text().substring(word.from(), word.to()))
            .filter(word -> Character.isUpperCase(word.charAt(0)) || hasLower(word))
            .toList();
    List<String> loud = all.stream().filter(word -> !hasLower(word)).toList();
    if (loud.size() < LEAST_LOUD_WORDS || loud.size() < LOUD_SHARE * all.size()) {
      return List.of();
    }
    String some = loud.stream().distinct().limit(5).collect(Collectors.joining(" "));
    return List.of(Rule.SHOUTING.because(loud.size() + " words, such as " + cut(some)));
  }

  private static List<Reason> exclamation(String text) {
    long marks = text.chars().filter(c -> c == '!').count();
    return marks >= MANY_EXCLAMATIONS || text.contains("!!!")
        ? List.of(Rule.EXCLAMATION.because(marks + " exclamation marks"))
        : List.of();
  }

  /** Letters of Western accents and signs where words should be: a wrong or missing charset. */
  private static List<Reason> unreadable(String text) {
    int strange = 0;
    int letters = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\uFFFD' || (c >= 0x80 && c <= 0xBF && c != 0xA0)) {
        strange++;
      }
      letters += Character.isLetter(c) || c == '\uFFFD' ? 1 : 0;
    }
    return strange >= 10 && strange > UNREADABLE_SHARE * letters
        ? List.of(Rule.UNREADABLE.because(strange + " of " + letters + " letters"))
        : List.of();
  }

  /** Codes on a line of their own, as they are put there so that no two copies are alike. */
  private static List<Reason> gibberish(Words words) {
    return words
        .text()
        .lines()
        .map(String::strip)
        .filter(line -> line.length() >= LEAST_CODE && line.length() <= MOST_CODE)
        .filter(line -> !line.startsWith("-") && isCode(line))
        .findFirst()
        .map(code -> List.of(Rule.GIBBERISH.because('"' + code + '"')))
        .orElse(List.of());
  }

  private static boolean isCode(String line) {
    boolean plain =
        line.chars().allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '-'));
    if (!plain) {
      return false;
    }
    boolean lower = line.chars().allMatch(c -> c >= 'a' && c <= 'z');
    return lower ? consonantsInRow(line) >= 5 : Words.changes(line) >= 3;
  }

  private static int consonantsInRow(String word) {
    int most = 0;
    int row = 0;
    for (int i = 0; i < word.length(); i++) {
      row = "aeiouy".indexOf(word.charAt(i)) >= 0 ? 0 : row + 1;
      most = Math.max(most, row);
    }
    return most;
  }

  /** Single letters kept apart by one and the same sign: {@code f*r*e*e}. */
  private static List<Reason> spaced(Words words) {
    List<Words.Word> all = words.words();
    int from = 0;
    for (int at = 1; at <= all.size(); at++) {
      boolean joined = at < all.size() && isSpaced(words, at);
      if (!joined) {
        if (at - from >= LEAST_SPACED) {
          return List.of(Rule.BROKEN_WORDS.because('"' + cut(words.between(from, at - 1)) + '"'));
        }
        from = at;
      }
    }
    return List.of();
  }

  /** Whether a word and the one before it are single letters with one sign between them. */
  private static boolean isSpaced(Words words, int at) {
    Words.Word before = words.words().get(at - 1);
    Words.Word word = words.words().get(at);
    return before.to() - before.from() == 1
        && word.to() - word.from() == 1
        && word.from() - before.to() == 1
        && Character.isLetter(words.text().charAt(word.from()))
        && Character.isLetter(words.text().charAt(before.from()))
        && "*_~|^".indexOf(words.text().charAt(before.to())) >= 0;
  }

  private static List<Reason> quotation(String plain) {
    List<String> quoted = plain.lines().filter(line -> line.startsWith(">")).limit(2).toList();
    return quoted.size() < 2
        ? List.of()
        : List.of(Rule.QUOTATION.because('"' + cut(quoted.get(0)) + '"'));
  }

  private static List<Reason> markup(String plain) {
    String lower = plain.toLowerCase(Locale.ROOT);
    boolean is = lower.contains("<html") || (lower.contains("</a>") && lower.contains("<br"));
    return is ? List.of(Rule.MARKUP_AS_TEXT.because("")) : List.of();
  }

  private static boolean hasLower(String word) {
    return word.chars().anyMatch(Character::isLowerCase);
  }

  private static long letters(String text) {
    return text.chars().filter(Character::isLetter).count();
  }

  private static String cut(String text) {
    String line = text.strip().replace('\n', ' ');
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
