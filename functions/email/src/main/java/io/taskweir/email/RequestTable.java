package io.taskweir.email;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * The words with which a language asks for something, read from {@code requests/LANGUAGE.txt}.
 *
 * <p>A row of the file is {@code term [mood]: phrase; phrase}, and goes on in the next line where
 * that begins with a space. A phrase is words as {@link Words} cuts them, and {@code #} any number;
 * it may stand in several rows, and in a text the longest one counts. {@code reach: N} says how
 * many words may stand between a cue and what it asks for. A line that begins with {@code #} is a
 * comment.
 */
final class RequestTable {

  /** What a phrase does in a request. */
  enum Term {
    PLEASE,
    /** Makes the verb after it a request: "you must". */
    CUE,
    /** A cue only where a clause begins, since elsewhere it speaks of others: "tiene que". */
    CUE_AT_START,
    /** Makes a nominal form in its clause a request, on either side: "is required". */
    NEED,
    /** Begins a condition, which asks where it is denied: "if the payment is not made". */
    IF,
    /** A cue that holds a negation, which denies nothing: "if you do not". */
    UNLESS,
    NOT,
    /** May stand before an imperative: "then". */
    OPENER,
    AND,
    /** Begins another clause. */
    BREAK,
    /** Stands for what was named before. */
    IT,
    /** Before a form that could be an imperative, says that it is none. */
    SUBJECT,
    /** Who asks in news about fraud; a sentence that names them asks nothing. */
    AGENT,
    /** Means none of what its words mean by themselves. */
    NEUTRAL,

    GIVE,
    CONFIRM,
    ENTER,
    SIGN_IN,
    PAY,
    BUY,
    OPEN,
    LOOK,
    ENABLE,
    /** Whatever else is asked: it makes a hurry a request. */
    DO,

    SECRET,
    ACCOUNT,
    IDENTITY,
    MONEY,
    BILL,
    AMOUNT,
    VOUCHER,
    /** An attachment by its very name. */
    FILE,
    /** What may be one. */
    THING,
    MACROS,
    LINK,

    SOON,
    /** A hurry by itself: "act now". */
    PRESS,
    ENDS,
    OTHERWISE,
    LOSS;

    boolean isVerb() {
      return compareTo(GIVE) >= 0 && compareTo(DO) <= 0;
    }
  }

  /** When a form of a verb asks. */
  enum Mood {
    /** It is no verb. */
    NONE,
    /** Always, but after a subject. */
    IMPERATIVE,
    /** Where a clause begins, and after a cue. */
    BASE,
    /** After a cue. */
    INFINITIVE,
    /** Beside a need: "verification", "paid". */
    NOMINAL
  }

  /**
   * What a phrase means.
   *
   * @param terms all that it can be
   * @param mood of the verbs among them
   */
  record Meaning(Set<Term> terms, Mood mood) {

    boolean is(Term term) {
      return terms.contains(term);
    }
  }

  private final PhraseTrie<Meaning> phrases = new PhraseTrie<>();
  private int reach;

  private RequestTable() {}

  /** Reads a language's table. */
  static RequestTable of(String language) {
    String name = "requests/" + language + ".txt";
    try (InputStream bytes =
        Objects.requireNonNull(RequestTable.class.getResourceAsStream(name), name)) {
      RequestTable table = new RequestTable();
      rows(new String(bytes.readAllBytes(), StandardCharsets.UTF_8)).forEach(table::add);
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** How many words may stand between a cue and its verb. */
  int reach() {
    return reach;
  }

  /** The longest phrase at a word, before word {@code to}; null where there is none. */
  @Nullable
  PhraseTrie.Match<Meaning> at(List<Words.Word> words, int from, int to) {
    return phrases.longest(words, from, to);
  }

  private static List<String> rows(String file) {
    List<String> rows = new ArrayList<>();
    for (String line : file.split("\n", -1)) {
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      if (line.startsWith(" ")) {
        rows.set(rows.size() - 1, rows.get(rows.size() - 1) + ';' + line);
      } else {
        rows.add(line);
      }
    }
    return rows;
  }

  private void add(String row) {
    int colon = row.indexOf(':');
    String head = row.substring(0, colon);
    String tail = row.substring(colon + 1);
    if (head.equals("reach")) {
      reach = Integer.parseInt(tail.strip());
      return;
    }
    Mood mood = Mood.NONE;
    int space = head.lastIndexOf(' ');
    if (space > 0 && isMood(head.substring(space + 1))) {
      mood = Mood.valueOf(constant(head.substring(space + 1)));
      head = head.substring(0, space);
    }
    Term term = Term.valueOf(constant(head));
    for (String phrase : tail.split(";", -1)) {
      if (!phrase.isBlank()) {
        add(phrase.strip(), term, mood);
      }
    }
  }

  private void add(String phrase, Term term, Mood mood) {
    List<String> words = new ArrayList<>();
    for (String word : phrase.split(" ", -1)) {
      if (word.endsWith("'")) {
        words.add(word);
      } else {
        Sentences.words(Words.of(word.replace('#', '0'))).words().stream()
            .map(Words.Word::folded)
            .forEach(words::add);
      }
    }
    phrases.put(words, before -> with(before, term, mood, phrase));
  }

  private static Meaning with(@Nullable Meaning before, Term term, Mood mood, String phrase) {
    if (term.isVerb() == (mood == Mood.NONE)) {
      throw new IllegalStateException(phrase + ": a verb, and only a verb, has a mood");
    }
    Set<Term> terms = EnumSet.of(term);
    Mood verb = mood;
    if (before != null) {
      terms.addAll(before.terms());
      if (mood != Mood.NONE && before.mood() != Mood.NONE && mood != before.mood()) {
        throw new IllegalStateException(phrase + ": is " + mood + " and " + before.mood());
      }
      verb = mood == Mood.NONE ? before.mood() : mood;
    }
    return new Meaning(terms, verb);
  }

  private static boolean isMood(String word) {
    return Arrays.stream(Mood.values())
        .anyMatch(mood -> mood != Mood.NONE && constant(word).equals(mood.name()));
  }

  private static String constant(String words) {
    return words.replace(' ', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
