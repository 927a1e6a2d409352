package io.taskweir.email;

import io.taskweir.email.Request.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Finds what a text asks of its reader, in English, German, French and Spanish.
 *
 * <p>Sentence by sentence, it looks for a verb that asks (an imperative, or an infinitive after
 * "please" or "you must") with what it asks for: the pairs are {@link RequestReading#PAIRS}, the
 * words {@link RequestTable}. What is denied, quoted or said of others asks nothing. It knows no
 * grammar beyond that: a request in a roundabout way is missed. The cost is linear in the text.
 */
final class Requests {

  static final int MOST_OF_A_KIND = 3;

  /** The language of a text with fewer words may be told wrongly. */
  private static final int SURE = 40;

  private static final Map<String, RequestTable> TABLES = tables();

  private Requests() {}

  /**
   * What a text asks for, in its order, at most {@value #MOST_OF_A_KIND} sentences a kind.
   *
   * @param language of the text; where it is none of the four, or the text is short and the table
   *     of its language finds nothing, all four are tried
   */
  static List<Request> in(Words text, @Nullable String language) {
    if (text.words().isEmpty()) {
      return List.of();
    }
    Words words = Sentences.words(text);
    List<Sentences.Sentence> sentences = Sentences.of(words);
    BitSet quoted = Sentences.quoted(words);
    Found found = new Found();
    RequestTable table = language == null ? null : TABLES.get(language);
    if (table != null) {
      read(table, words, sentences, quoted, found);
    }
    if (table == null || (found.requests.isEmpty() && words.words().size() < SURE)) {
      TABLES.forEach(
          (unused, other) -> {
            if (other != table) {
              read(other, words, sentences, quoted, found);
            }
          });
    }
    return List.copyOf(found.requests);
  }

  private static void read(
      RequestTable table,
      Words words,
      List<Sentences.Sentence> sentences,
      BitSet quoted,
      Found found) {
    RequestReading before = null;
    for (Sentences.Sentence sentence : sentences) {
      RequestReading reading = RequestReading.of(table, words, sentence, quoted);
      Set<Kind> kinds = reading.kinds(before);
      if (!kinds.isEmpty()) {
        found.add(kinds, Sentences.shown(words, sentence));
      }
      before = reading;
    }
  }

  private static Map<String, RequestTable> tables() {
    Map<String, RequestTable> tables = new LinkedHashMap<>();
    for (String language : List.of("en", "de", "fr", "es")) {
      tables.put(language, RequestTable.of(language));
    }
    return tables;
  }

  /** A sentence that stands in both forms of a message counts once. */
  private static final class Found {

    final List<Request> requests = new ArrayList<>();
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

    void add(Set<Kind> kinds, String sentence) {
      for (Kind kind : kinds) {
        Request request = new Request(kind, sentence);
        if (counts.getOrDefault(kind, 0) < MOST_OF_A_KIND && !requests.contains(request)) {
          counts.merge(kind, 1, Integer::sum);
          requests.add(request);
        }
      }
    }
  }
}
