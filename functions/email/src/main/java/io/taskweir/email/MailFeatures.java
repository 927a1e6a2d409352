package io.taskweir.email;

import java.util.Arrays;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Makes features of a message: words and pairs of words of what it displays, runs of 4 and 5
 * characters of its raw text, markup, and facts of its form, each hashed into one of 2^20 places.
 *
 * <p>A feature is there or not, however often. Each kind has a share of the message's weight, which
 * its features divide among them in Euclidean length; so a long message weighs as much as a short
 * one, and forty facts of form are heard beside thousands of runs of characters. Hashed features
 * with binary values and a linear model are what did best at TREC's spam tracks (Goodman and Yih,
 * "Online discriminative spam filter training", 2006; Sculley and Wachman, "Relaxed online SVMs for
 * spam filtering", 2007).
 *
 * <p>Reads at most {@value #MOST_TEXT} characters for words and {@value #MOST_GRAMS} for runs of
 * characters, of each form of the text. Not thread-safe: buffers are used again.
 */
public final class MailFeatures {

  /** Which features these are: a model fits one scheme only. */
  public static final int SCHEME = 1;

  /** Places in the hash space. */
  public static final int SPACE = 1 << 20;

  static final int MOST_TEXT = 20_000;
  static final int MOST_GRAMS = 10_000;
  private static final int MOST_SUBJECT = 300;

  private static final int LONGEST_WORD = 40;

  /** The kinds of features, each with its share of a message's weight. */
  enum Kind {
    SUBJECT_WORD(0, 0.7),
    SUBJECT_RUN(1, 0.5),
    WORD(2, 1.0),
    RUN(3, 1.0),
    MARKUP(4, 0.5),
    FORM(5, 0.5);

    /** Part of every hash, so a model's for good. */
    private final int code;

    private final double share;

    Kind(int code, double share) {
      this.code = code;
      this.share = share;
    }
  }

  private static final Kind[] KINDS = Kind.values();

  private final FeatureText text = new FeatureText();
  private final MarkupReader markup = new MarkupReader(this::markupToken);
  private final FeatureVector vector = new FeatureVector();
  private final long[] seen = new long[SPACE / 64];
  private final int[] counts = new int[KINDS.length];
  private byte[] kinds = new byte[4_096];
  private int[] spans = new int[2 * 4_096];

  /** What {@code html} displays, roughly, as features are cut from it. */
  public static String displayed(String html) {
    return new MarkupReader(token -> {}).visible(html, MOST_TEXT).toString();
  }

  /** The features of {@code sample}, valid until the next call. */
  public FeatureVector of(MailSample sample) {
    clear();
    subject(sample.subject());
    plain(sample.plain());
    html(sample.html());
    form(sample.structure());
    normalise();
    return vector;
  }

  /** The feature at {@code i} of the last message, such as {@code WORD "click here"}. */
  public String describe(int i) {
    return KINDS[kinds[i]] + " \"" + text.substring(from(i), to(i)) + '"';
  }

  /** The text that the features of the last message are cut from. */
  FeatureText text() {
    return text;
  }

  /** Where, in that text, the feature at {@code i} was first seen. */
  int from(int i) {
    return spans[2 * i];
  }

  int to(int i) {
    return spans[2 * i + 1];
  }

  private void clear() {
    for (int i = 0; i < vector.size(); i++) {
      seen[vector.index(i) >>> 6] = 0;
    }
    vector.clear();
    text.clear();
    Arrays.fill(counts, 0);
  }

  private void subject(@Nullable String subject) {
    if (subject != null) {
      String told = ListTraces.withoutTags(subject);
      int from = text.append(told, 0, Math.min(told.length(), MOST_SUBJECT));
      words(Kind.SUBJECT_WORD, from, text.length());
      runs(Kind.SUBJECT_RUN, from, text.length());
    }
  }

  private void plain(@Nullable String plain) {
    if (plain == null) {
      return;
    }
    int most = Math.min(plain.length(), MOST_TEXT);
    int start = text.length();
    int at = 0;
    while (at < most) {
      int footer = ListTraces.footer(plain, at, most);
      text.append(plain, at, footer);
      at = footer == most ? most : ListTraces.footerEnd(plain, footer, most);
    }
    words(Kind.WORD, start, text.length());
    runs(Kind.RUN, start, Math.min(text.length(), start + MOST_GRAMS));
  }

  private void html(@Nullable String html) {
    if (html == null) {
      return;
    }
    CharSequence visible = markup.visible(html, MOST_TEXT);
    int start = text.append(visible, 0, visible.length());
    words(Kind.WORD, start, text.length());
    start = text.append(html, 0, Math.min(html.length(), MOST_GRAMS));
    runs(Kind.RUN, start, text.length());
  }

  private void form(List<String> facts) {
    for (String fact : facts) {
      token(Kind.FORM, fact);
    }
  }

  private void markupToken(String token) {
    token(Kind.MARKUP, token);
  }

  private void token(Kind kind, String token) {
    int hash = seed(kind);
    for (int i = 0; i < token.length(); i++) {
      hash = hash * 31 + token.charAt(i);
    }
    if (isNew(hash)) {
      int from = text.appendToken(token);
      add(kind, hash, from, from + token.length());
    }
  }

  private void words(Kind kind, int from, int to) {
    int before = 0;
    int beforeFrom = -1;
    int at = from;
    while (at < to) {
      int end = endOfWord(at, to);
      if (end == at) {
        at++;
        continue;
      }
      int hash = wordHash(at, Math.min(end, at + LONGEST_WORD));
      offer(kind, seed(kind) + hash, at, end);
      if (isCapitals(at, end)) {
        offer(kind, seed(kind) + ~hash, at, end);
      }
      if (beforeFrom >= 0) {
        offer(kind, seed(kind) + before * 0x2c1b3c6d + hash, beforeFrom, end);
      }
      before = hash;
      beforeFrom = at;
      at = end;
    }
  }

  /** A run of letters, digits and apostrophes, or one sign that carries meaning. */
  private int endOfWord(int from, int to) {
    if ("$€£%!".indexOf(text.at(from)) >= 0) {
      return from + 1;
    }
    int at = from;
    while (at < to && isInWord(text.at(at))) {
      at++;
    }
    return at;
  }

  private static boolean isInWord(char c) {
    return Character.isLetterOrDigit(c) || c == '\'' || Character.isSurrogate(c);
  }

  private int wordHash(int from, int to) {
    int hash = 7;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + Character.toLowerCase(text.at(i));
    }
    return hash;
  }

  private boolean isCapitals(int from, int to) {
    if (to - from < 3) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (!Character.isUpperCase(text.at(i))) {
        return false;
      }
    }
    return true;
  }

  private void runs(Kind kind, int from, int to) {
    for (int i = from; i + 4 <= to; i++) {
      int hash = seed(kind);
      for (int k = 0; k < 4; k++) {
        hash = hash * 31 + text.at(i + k);
      }
      offer(kind, hash, i, i + 4);
      if (i + 5 <= to) {
        offer(kind, hash * 31 + text.at(i + 4) + 1, i, i + 5);
      }
    }
  }

  private static int seed(Kind kind) {
    return (kind.code + 1) * 0x9e3779b1;
  }

  private void offer(Kind kind, int hash, int from, int to) {
    if (isNew(hash)) {
      add(kind, hash, from, to);
    }
  }

  private boolean isNew(int hash) {
    int index = index(hash);
    return (seen[index >>> 6] & 1L << index) == 0;
  }

  private void add(Kind kind, int hash, int from, int to) {
    int index = index(hash);
    seen[index >>> 6] |= 1L << index;
    int at = vector.size();
    if (at == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * at);
      spans = Arrays.copyOf(spans, 4 * at);
    }
    kinds[at] = (byte) kind.code;
    spans[2 * at] = from;
    spans[2 * at + 1] = to;
    counts[kind.code]++;
    vector.add(index, 0);
  }

  /** The finish of MurmurHash3, which spreads every bit over all of them (Appleby, 2011). */
  private static int index(int hash) {
    int mixed = hash ^ hash >>> 16;
    mixed *= 0x85ebca6b;
    mixed ^= mixed >>> 13;
    mixed *= 0xc2b2ae35;
    mixed ^= mixed >>> 16;
    return mixed & SPACE - 1;
  }

  private void normalise() {
    float[] each = new float[KINDS.length];
    for (int i = 0; i < each.length; i++) {
      each[i] = (float) (KINDS[i].share / Math.sqrt(Math.max(1, counts[i])));
    }
    for (int i = 0; i < vector.size(); i++) {
      vector.setValue(i, each[kinds[i]]);
    }
  }
}
