package io.taskweir.sensors;

import io.taskweir.engine.Rejection;
import java.util.ArrayList;
import java.util.List;

/**
 * The elements of a record's text: of an array where it begins with a bracket, else the text itself
 * where it is one line or one object over several, else its lines.
 *
 * <p>An array is split at the commas between its elements by counting brackets outside of strings,
 * so an element with an error inside (such as {@code NaN}) spoils no other. Where the brackets
 * themselves do not match, what remains is one element, and so is a missing end: nothing is lost
 * unseen. Linear in the text, whatever it holds, and without recursion.
 */
final class Elements {

  /** Characters of an element; a longer one is cut to these and a mark that makes it no JSON. */
  static final int MOST_CHARS = 65_536;

  private final String text;
  private final int most;
  private final List<String> elements = new ArrayList<>();

  private Elements(String text, int most) {
    this.text = text;
    this.most = most;
  }

  /**
   * The elements in order, without the blanks around them.
   *
   * @throws Rejection {@code EMPTY}, or {@code LIMIT} where there are more than {@code most}
   */
  static List<String> of(String text, int most) throws Rejection {
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    Elements split = new Elements(body, most);
    int first = split.afterBlanks(0);
    if (first == body.length()) {
      throw new Rejection(
          "EMPTY", "the record holds nothing but blanks, expected a JSON object, array or lines");
    }
    if (body.charAt(first) == '[') {
      split.array(first + 1);
    } else if (split.isOneValue(first)) {
      split.add(first, body.length());
    } else {
      split.lines(first);
    }
    return split.elements;
  }

  private void lines(int from) throws Rejection {
    for (int start = from; start < text.length(); ) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed;
      if (afterBlanks(start) < end) {
        add(start, end);
      }
      start = end + 1;
    }
  }

  private boolean isOneValue(int from) {
    if (text.indexOf('\n', from) < 0) {
      return true;
    }
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        i = endOfString(i);
        if (i == text.length() || text.charAt(i) != '"') {
          return false;
        }
      } else if (opens(c)) {
        depth++;
      } else if (closes(c)) {
        depth--;
      } else if (c == '\n' && depth <= 0) {
        return afterBlanks(i) == text.length();
      }
    }
    return depth == 0;
  }

  private void array(int from) throws Rejection {
    int start = from;
    int depth = 1;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        i = endOfString(i);
      } else if (opens(c)) {
        depth++;
      } else if (closes(c)) {
        depth--;
        if (depth == 0) {
          last(start, i);
          rest(c == ']' ? i + 1 : i);
          return;
        }
      } else if (c == ',' && depth == 1) {
        add(start, i);
        start = i + 1;
      }
    }
    cutOff(start, depth);
  }

  /** The element before the closing bracket; an array of nothing has none. */
  private void last(int start, int end) throws Rejection {
    if (!elements.isEmpty() || afterBlanks(start) < end) {
      add(start, end);
    }
  }

  /** What stands behind the array. */
  private void rest(int from) throws Rejection {
    if (afterBlanks(from) < text.length()) {
      add(from, text.length());
    }
  }

  /** The array has no end: an object that is whole goes on, and the missing end is one more. */
  private void cutOff(int start, int depth) throws Rejection {
    add(start, text.length());
    if (depth == 1 && elements.get(elements.size() - 1).endsWith("}")) {
      add(text.length(), text.length());
    }
  }

  private void add(int from, int to) throws Rejection {
    if (elements.size() == most) {
      throw Rejection.limit("elements in the record: more than the " + most + " allowed");
    }
    int start = Math.min(afterBlanks(from), to);
    int end = to;
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    elements.add(
        end - start > MOST_CHARS
            ? text.substring(start, start + MOST_CHARS) + '…'
            : text.substring(start, end));
  }

  /**
   * Where the string that opens at {@code open} ends: its closing quote; where it has none, the end
   * of its line or of the text, from which the scan goes on (from within, it would be quadratic).
   */
  private int endOfString(int open) {
    for (int i = open + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\n') {
        return i;
      }
      if (c == '\\') {
        i++;
      }
    }
    return text.length();
  }

  private int afterBlanks(int from) {
    int i = from;
    while (i < text.length() && isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean opens(char c) {
    return c == '{' || c == '[';
  }

  private static boolean closes(char c) {
    return c == '}' || c == ']';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
