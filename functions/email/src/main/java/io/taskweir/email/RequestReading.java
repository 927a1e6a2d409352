package io.taskweir.email;

import io.taskweir.email.Request.Kind;
import io.taskweir.email.RequestTable.Meaning;
import io.taskweir.email.RequestTable.Mood;
import io.taskweir.email.RequestTable.Term;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/** A sentence as a language's {@link RequestTable} reads it. */
final class RequestReading {

  /** What is asked for, by the verb that asks and what the verb is about. */
  static final Map<Kind, Map<Term, Set<Term>>> PAIRS =
      Map.of(
          Kind.MONEY,
          Map.of(
              Term.PAY, Set.of(Term.MONEY, Term.BILL, Term.AMOUNT, Term.VOUCHER),
              Term.GIVE, Set.of(Term.MONEY, Term.AMOUNT, Term.VOUCHER),
              Term.BUY, Set.of(Term.VOUCHER)),
          Kind.CREDENTIALS,
          Map.of(
              Term.GIVE, Set.of(Term.SECRET),
              Term.ENTER, Set.of(Term.SECRET),
              Term.CONFIRM, Set.of(Term.SECRET, Term.ACCOUNT),
              Term.SIGN_IN, Set.of(Term.SECRET, Term.ACCOUNT, Term.LINK)),
          Kind.PERSONAL_DATA,
          Map.of(
              Term.GIVE, Set.of(Term.IDENTITY),
              Term.ENTER, Set.of(Term.IDENTITY),
              Term.CONFIRM, Set.of(Term.IDENTITY)),
          Kind.OPEN_FILE,
          Map.of(
              Term.OPEN, Set.of(Term.FILE, Term.THING),
              Term.LOOK, Set.of(Term.FILE),
              Term.ENABLE, Set.of(Term.MACROS)));

  /** How far after its verb a thing may be named, in words. */
  private static final int FAR_AFTER = 18;

  /** How far before it, in the same clause. */
  private static final int FAR_BEFORE = 10;

  /** How far a threat may stand from its "otherwise". */
  private static final int FAR_THREAT = 20;

  private static final Meaning NOTHING = new Meaning(EnumSet.noneOf(Term.class), Mood.NONE);

  private final RequestTable table;
  private final List<Found> found = new ArrayList<>();
  private final BitSet asked = new BitSet();

  private RequestReading(RequestTable table) {
    this.table = table;
  }

  /** A phrase of the table, or a word of no phrase, in the sentence's order without gaps. */
  private record Found(Meaning meaning, int from, int to, int clause, boolean quoted) {

    boolean is(Term term) {
      return meaning.is(term);
    }
  }

  /** Reads a sentence; {@code quoted} says which of the text's words are. */
  static RequestReading of(
      RequestTable table, Words words, Sentences.Sentence sentence, BitSet quoted) {
    RequestReading reading = new RequestReading(table);
    int clause = 0;
    int at = sentence.from();
    int cleared = at;
    while (at < sentence.to()) {
      for (int word = Math.max(cleared, sentence.from() + 1); word <= at; word++) {
        clause += separates(Sentences.gap(words, word)) ? 1 : 0;
      }
      cleared = at + 1;
      PhraseTrie.Match<Meaning> match = table.at(words.words(), at, sentence.to());
      if (match == null) {
        reading.found.add(new Found(NOTHING, at, at + 1, clause, quoted.get(at)));
        at++;
      } else {
        clause += match.value().is(Term.BREAK) ? 1 : 0;
        reading.found.add(new Found(match.value(), at, match.to(), clause, quoted.get(at)));
        at = match.to();
      }
    }
    reading.findAsked();
    return reading;
  }

  /**
   * What the sentence asks for.
   *
   * @param before the sentence before it, where what "it" stands for may be named
   */
  Set<Kind> kinds(@Nullable RequestReading before) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    if (found.stream().anyMatch(phrase -> phrase.is(Term.AGENT))) {
      return kinds;
    }
    for (int verb = asked.nextSetBit(0); verb >= 0; verb = asked.nextSetBit(verb + 1)) {
      for (Map.Entry<Kind, Map<Term, Set<Term>>> pairs : PAIRS.entrySet()) {
        for (Term term : found.get(verb).meaning().terms()) {
          Set<Term> things = pairs.getValue().get(term);
          if (things != null && concerns(verb, things, before)) {
            kinds.add(pairs.getKey());
          }
        }
      }
    }
    if (isUrgent()) {
      kinds.add(Kind.URGENCY);
    }
    return kinds;
  }

  private void findAsked() {
    for (int at = 0; at < found.size(); at++) {
      Mood mood = found.get(at).meaning().mood();
      if (mood != Mood.NONE && !found.get(at).quoted() && isAsked(at, mood)) {
        asked.set(at);
      }
    }
  }

  private boolean isAsked(int verb, Mood mood) {
    int clause = found.get(verb).clause();
    if (follows(verb, Term.UNLESS) || (mood == Mood.NOMINAL && isDeniedCondition(clause))) {
      return true;
    }
    if (isDenied(verb)) {
      return false;
    }
    return switch (mood) {
      case NONE -> false;
      case IMPERATIVE -> !followsSubject(verb);
      case BASE -> startsClause(verb) || isCued(verb) || isCoordinated(verb);
      case INFINITIVE -> isCued(verb) || isCoordinated(verb);
      case NOMINAL -> clauseHolds(clause, Term.NEED);
    };
  }

  private boolean isDenied(int at) {
    return clauseHolds(found.get(at).clause(), Term.NOT);
  }

  private boolean clauseHolds(int clause, Term term) {
    return found.stream().anyMatch(phrase -> phrase.clause() == clause && phrase.is(term));
  }

  /** "If the payment is not made", and "without payment". */
  private boolean isDeniedCondition(int clause) {
    for (int at = 0; at < found.size(); at++) {
      Found phrase = found.get(at);
      if (phrase.clause() == clause && opensDeniedCondition(at)) {
        return true;
      }
    }
    return false;
  }

  private boolean followsSubject(int verb) {
    return verb > 0 && found.get(verb - 1).is(Term.SUBJECT) && !found.get(verb - 1).is(Term.CUE);
  }

  private boolean isCued(int verb) {
    if (follows(verb, Term.PLEASE) || follows(verb, Term.CUE)) {
      return true;
    }
    for (int at = verb - 1; at >= 0 && isNear(at, verb); at--) {
      if (found.get(at).is(Term.CUE_AT_START) && !found.get(at).quoted() && startsClause(at)) {
        return true;
      }
    }
    // An infinitive may stand in the clause after its cue's: "wir bitten Sie, ... zu zahlen".
    return found.get(verb).meaning().mood() == Mood.INFINITIVE && cuedFromTheClauseBefore(verb);
  }

  private boolean cuedFromTheClauseBefore(int verb) {
    for (int at = verb - 1; at >= 0 && isNear(at, verb); at--) {
      if (found.get(at).is(Term.CUE)) {
        return found.get(verb).clause() - found.get(at).clause() <= 1;
      }
    }
    return false;
  }

  /** Whether a phrase of a kind stands before a verb, in its clause and within reach. */
  private boolean follows(int verb, Term term) {
    for (int at = verb - 1; at >= 0 && isNear(at, verb); at--) {
      Found phrase = found.get(at);
      if (phrase.clause() != found.get(verb).clause()) {
        return false;
      }
      if (phrase.is(term) && !phrase.quoted()) {
        return true;
      }
    }
    return false;
  }

  private boolean isNear(int before, int verb) {
    return found.get(verb).from() - found.get(before).to() <= table.reach();
  }

  /** Whether nothing but "then", "please" and the like stands before a phrase in its clause. */
  private boolean startsClause(int at) {
    int clause = found.get(at).clause();
    int before = at - 1;
    while (before >= 0 && found.get(before).clause() == clause) {
      Found phrase = found.get(before);
      if (!phrase.is(Term.OPENER) && !phrase.is(Term.PLEASE)) {
        return false;
      }
      before--;
    }
    return before < 0 || !isListed(before);
  }

  /**
   * Whether a clause that ends with a phrase holds a verb that asks nothing, so that what follows
   * goes on listing: "an app to send money, pay bills". After an "if" it does not.
   */
  private boolean isListed(int last) {
    int clause = found.get(last).clause();
    boolean verb = false;
    for (int at = last; at >= 0 && found.get(at).clause() == clause; at--) {
      Found phrase = found.get(at);
      if (phrase.is(Term.BREAK) || phrase.is(Term.CUE_AT_START) || asked.get(at)) {
        return false;
      }
      verb |= phrase.meaning().mood() == Mood.BASE;
    }
    return verb;
  }

  /** Whether an "and" joins a verb to one that asks. */
  private boolean isCoordinated(int verb) {
    int before = verb - 1;
    while (before >= 0 && found.get(before).is(Term.OPENER) && !found.get(before).is(Term.AND)) {
      before--;
    }
    return before >= 0 && found.get(before).is(Term.AND) && asked.previousSetBit(before) >= 0;
  }

  private boolean concerns(int verb, Set<Term> things, @Nullable RequestReading before) {
    Found asks = found.get(verb);
    boolean named = false;
    boolean it = asks.is(Term.IT);
    for (int at = 0; at < found.size(); at++) {
      Found phrase = found.get(at);
      named |= isAbout(asks, phrase) && is(phrase, things);
      it |= isBeside(phrase, asks) && phrase.is(Term.IT);
    }
    return named || (it && (names(things, verb) || (before != null && before.names(things))));
  }

  private static boolean isBeside(Found pronoun, Found verb) {
    return pronoun.from() == verb.to() || pronoun.to() == verb.from();
  }

  private static boolean isAbout(Found verb, Found thing) {
    return thing.from() >= verb.from()
        ? thing.from() - verb.to() <= FAR_AFTER
        : thing.clause() == verb.clause() && verb.from() - thing.to() <= FAR_BEFORE;
  }

  private boolean names(Set<Term> things) {
    return names(things, found.size());
  }

  private boolean names(Set<Term> things, int end) {
    return found.subList(0, end).stream().anyMatch(phrase -> is(phrase, things));
  }

  private static boolean is(Found phrase, Set<Term> things) {
    return phrase.meaning().terms().stream().anyMatch(things::contains);
  }

  private boolean isUrgent() {
    BitSet soon = new BitSet();
    BitSet asks = new BitSet();
    for (int at = 0; at < found.size(); at++) {
      Found phrase = found.get(at);
      if (phrase.quoted()) {
        continue;
      }
      if (phrase.is(Term.PRESS) && !isDenied(at)) {
        return true;
      }
      if ((phrase.is(Term.OTHERWISE) || opensDeniedCondition(at)) && threatens(at)) {
        return true;
      }
      if (phrase.is(Term.SOON) && (!isDenied(at) || isDeniedCondition(phrase.clause()))) {
        soon.set(phrase.clause());
      }
      if (phrase.is(Term.ENDS) || phrase.is(Term.PLEASE) || asked.get(at)) {
        asks.set(phrase.clause());
      }
    }
    return soon.intersects(asks);
  }

  private boolean opensDeniedCondition(int at) {
    return found.get(at).is(Term.IF) && startsClause(at) && isDenied(at);
  }

  private boolean threatens(int otherwise) {
    for (int at = otherwise; at < found.size(); at++) {
      if (found.get(at).is(Term.LOSS) || found.get(at).is(Term.ENDS)) {
        return found.get(at).from() - found.get(otherwise).to() <= FAR_THREAT;
      }
    }
    return false;
  }

  /** Whether a gap between words ends a clause. */
  private static boolean separates(String gap) {
    if (gap.equals(",")) {
      return false; // within a number
    }
    for (int i = 0; i < gap.length(); i++) {
      if (",;:()–—[]!?".indexOf(gap.charAt(i)) >= 0) {
        return true;
      }
    }
    return gap.contains(" - ") || gap.contains("\n\n");
  }
}
