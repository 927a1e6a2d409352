package io.taskweir.email;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.NavigableMap;
import javax.annotation.Nullable;

/**
 * Walks over all objects that lie in a PDF's bytes, in order, whether or not its cross-reference
 * names them: a reader repairs a broken table, so what is not in it may be seen all the same.
 */
final class PdfScanner {

  /** Dictionaries and arrays within each other; what lies deeper is read past. */
  static final int MOST_DEPTH = 100;

  /** Is told what is found. */
  interface Visitor {

    /** A dictionary has ended; those inside it have been told before. */
    void dictionary(PdfDict dictionary);

    /** A stream lies in the bytes between {@code from} and {@code to}. */
    void stream(PdfDict dictionary, int from, int to);
  }

  /** An open dictionary or, with no dictionary of its own, array. */
  private static final class Open {
    @Nullable final PdfDict dictionary;
    final boolean array;
    String key = "";
    boolean keyed;

    Open(@Nullable PdfDict dictionary, boolean array) {
      this.dictionary = dictionary;
      this.array = array;
    }
  }

  private final byte[] bytes;
  private final PdfTokens tokens;
  private final Visitor visitor;
  private final int[] words = {-1, -1};
  private final Deque<Open> open = new ArrayDeque<>();
  private int skipped;
  private int object = -1;
  @Nullable private PdfDict last;

  PdfScanner(byte[] bytes, int from, int end, Visitor visitor) {
    this.bytes = bytes;
    this.tokens = new PdfTokens(bytes, from, end);
    this.visitor = visitor;
  }

  /**
   * Walks; {@code objects} are the positions and numbers of those that have no header, or empty.
   */
  void scan(NavigableMap<Integer, Integer> objects) {
    PdfTokens.Kind kind = tokens.next();
    while (kind != PdfTokens.Kind.END) {
      if (open.isEmpty() && !objects.isEmpty()) {
        Map.Entry<Integer, Integer> entry = objects.lowerEntry(tokens.position());
        object = entry == null ? -1 : entry.getValue();
      }
      on(kind);
      kind = tokens.next();
    }
    while (!open.isEmpty()) {
      close();
    }
  }

  private void on(PdfTokens.Kind kind) {
    switch (kind) {
      case DICT, ARRAY -> open(kind == PdfTokens.Kind.ARRAY);
      case DICT_END, ARRAY_END -> {
        if (skipped > 0) {
          skipped--;
        } else if (!open.isEmpty() && open.peek().array == (kind == PdfTokens.Kind.ARRAY_END)) {
          close();
        }
      }
      case NAME -> onName(tokens.text());
      case STRING -> onValue(tokens.text());
      case WORD -> onWord(tokens.text());
      case END -> {}
    }
  }

  private void open(boolean array) {
    if (open.size() >= MOST_DEPTH) {
      skipped++;
      return;
    }
    Open outer = open.peek();
    if (array) {
      Open within = new Open(outer == null ? null : outer.dictionary, true);
      within.key = outer == null ? "" : outer.key;
      open.push(within);
    } else {
      PdfDict dictionary =
          new PdfDict(
              object, outer == null ? "" : outer.key, outer == null ? null : outer.dictionary);
      open.push(new Open(dictionary, false));
    }
  }

  private void close() {
    Open closed = open.pop();
    if (!closed.array) {
      visitor.dictionary(closed.dictionary);
      last = closed.dictionary;
    }
    if (!open.isEmpty() && !open.peek().array) {
      open.peek().keyed = false;
    }
  }

  private void onName(String name) {
    Open top = open.peek();
    if (skipped > 0 || top == null) {
      return;
    }
    if (!top.array && !top.keyed) {
      top.key = name;
      top.keyed = true;
      top.dictionary.put(name, "");
      top.dictionary.all(name).clear();
    } else {
      onValue(name);
    }
  }

  private void onValue(String value) {
    Open top = open.peek();
    if (skipped == 0 && top != null && top.dictionary != null) {
      top.dictionary.put(top.key, value);
      // The next name is a key; a word is one more value, as a reference consists of three.
      top.keyed = false;
    }
  }

  private void onWord(String word) {
    if (!open.isEmpty() && !isHeader(word)) {
      onValue(word);
      return;
    }
    switch (word) {
      case "obj" -> {
        while (!open.isEmpty()) {
          close();
        }
        skipped = 0;
        object = words[0];
        last = null;
      }
      case "stream" -> onStream();
      default -> {
        words[0] = words[1];
        words[1] = PdfDict.toInt(word);
      }
    }
  }

  /** Words that never lie in a dictionary: one that is left open ends there. */
  private static boolean isHeader(String word) {
    return word.equals("obj") || word.equals("stream");
  }

  private void onStream() {
    while (!open.isEmpty()) {
      close();
    }
    int from = tokens.position();
    if (from < bytes.length && bytes[from] == '\r') {
      from++;
    }
    if (from < bytes.length && bytes[from] == '\n') {
      from++;
    }
    int length = last == null ? -1 : last.number("Length");
    int to = length >= 0 && endsAt(from + (long) length) ? from + length : search(from);
    if (last != null) {
      visitor.stream(last, from, to);
    }
    last = null;
    tokens.moveTo(to);
  }

  private boolean endsAt(long position) {
    long at = position;
    while (at < bytes.length && at < position + 3 && PdfTokens.isSpace(bytes[(int) at])) {
      at++;
    }
    return at < bytes.length && isEndstream((int) at);
  }

  private int search(int from) {
    int at = from;
    while (at < bytes.length && !isEndstream(at)) {
      at++;
    }
    return at;
  }

  private boolean isEndstream(int at) {
    String word = "endstream";
    if (bytes.length - at < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
