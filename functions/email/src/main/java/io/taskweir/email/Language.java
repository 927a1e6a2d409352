package io.taskweir.email;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.annotation.Nullable;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * Tells a text's language by OpenNLP's model of 103 languages. It looks at the first {@value
 * #MOST_LETTERS} characters that are letters or spaces: 500 cost over four times as much and told
 * 14 of 952 real messages otherwise.
 */
final class Language {

  static final int MOST_LETTERS = 200;
  static final int LEAST_LETTERS = 20;

  private static final String MODEL = "/langdetect-183.bin";
  private static final Map<String, String> SHORT_CODES = shortCodes();

  private final LanguageDetectorME detector = new LanguageDetectorME(Model.SHARED);

  /** The language as ISO 639-1 where there is such a code, else 639-3; null where it is unclear. */
  @Nullable
  String of(String text) {
    String letters = letters(text);
    if (letters.codePoints().filter(Character::isLetter).limit(LEAST_LETTERS).count()
        < LEAST_LETTERS) {
      return null;
    }
    String code = detector.predictLanguage(letters).getLang();
    return SHORT_CODES.getOrDefault(code, code);
  }

  /** Letters and single spaces: digits, signs and addresses belong to no language. */
  private static String letters(String text) {
    StringBuilder letters = new StringBuilder(MOST_LETTERS);
    int at = 0;
    while (at < text.length() && letters.length() < MOST_LETTERS) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      if (Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK) {
        letters.appendCodePoint(Character.toLowerCase(c));
      } else if (c == '\'') {
        letters.append('\'');
      } else if (letters.length() > 0 && letters.charAt(letters.length() - 1) != ' ') {
        letters.append(' ');
      }
    }
    return letters.toString();
  }

  private static Map<String, String> shortCodes() {
    Map<String, String> codes = new HashMap<>();
    Arrays.stream(Locale.getISOLanguages())
        .forEach(code -> codes.putIfAbsent(Locale.forLanguageTag(code).getISO3Language(), code));
    codes.putAll(
        Map.of("cmn", "zh", "ekk", "et", "lvs", "lv", "pes", "fa", "zlm", "ms", "nob", "nb"));
    return Map.copyOf(codes);
  }

  /** The model: 10 MB, read once in a JVM, immutable, so all stages may share it. */
  private static final class Model {

    static final LanguageDetectorModel SHARED = read();

    private static LanguageDetectorModel read() {
      try (InputStream bytes = Language.class.getResourceAsStream(MODEL)) {
        if (bytes == null) {
          throw new IllegalStateException(
              MODEL + " is not on the class path: opennlp-models-langdetect brings it");
        }
        return new LanguageDetectorModel(bytes);
      } catch (IOException e) {
        throw new IllegalStateException(MODEL + " cannot be read", e);
      }
    }
  }
}
