package io.taskweir.logfmt;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a line that {@link LogfmtLayout} wrote, strictly: what it does not write is an error, so
 * that a line of something else, or one that was cut off, is never half understood.
 */
public final class LogfmtReader {

  private final String line;
  private int at;

  private LogfmtReader(String line) {
    this.line = line;
  }

  /**
   * The fields of one line, without its line break, in its order.
   *
   * @throws IllegalArgumentException for a line that is none of ours: what, and where in it
   */
  public static Map<String, String> read(String line) {
    return new LogfmtReader(line).fields();
  }

  private Map<String, String> fields() {
    var fields = new LinkedHashMap<String, String>();
    while (at < line.length()) {
      if (!fields.isEmpty()) {
        expect(' ');
      }
      String key = key();
      expect('=');
      String value = peek() == '"' ? quoted() : plain();
      if (fields.put(key, value) != null) {
        throw failure("a second " + key);
      }
    }
    return fields;
  }

  private String key() {
    int from = at;
    while (peek() >= 'a' && peek() <= 'z') {
      at++;
    }
    if (at == from) {
      throw failure("expected a key");
    }
    return line.substring(from, at);
  }

  private String plain() {
    int from = at;
    while (at < line.length() && peek() != ' ') {
      if (peek() == '"' || peek() == '=' || peek() == '\\') {
        throw failure("expected quotes around " + peek());
      }
      at++;
    }
    if (at == from) {
      throw failure("expected a value");
    }
    return line.substring(from, at);
  }

  private String quoted() {
    var value = new StringBuilder();
    expect('"');
    while (peek() != '"') {
      char c = next();
      value.append(c == '\\' ? escaped() : c);
    }
    expect('"');
    return value.toString();
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case '"', '\\' -> c;
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unit();
      default -> throw failure("no escape: " + c);
    };
  }

  private char unit() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw failure("expected four hex digits");
      }
      value = value << 4 | digit;
    }
    return (char) value;
  }

  private char next() {
    if (at == line.length()) {
      throw failure("cut off");
    }
    return line.charAt(at++);
  }

  private char peek() {
    return at < line.length() ? line.charAt(at) : '\0';
  }

  private void expect(char c) {
    if (peek() != c) {
      throw failure("expected " + c);
    }
    at++;
  }

  private IllegalArgumentException failure(String what) {
    return new IllegalArgumentException(what + " at " + at + " in " + line);
  }
}
