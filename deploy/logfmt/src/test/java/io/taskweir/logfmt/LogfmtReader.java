package io.taskweir.logfmt;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a line of logfmt, strictly: what a writer must not write is an error. */
final class LogfmtReader {

  private final String line;
  private int at;

  private LogfmtReader(String line) {
    this.line = line;
  }

  /** The fields of one line, in its order. */
  static Map<String, String> read(String line) {
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
      char c = line.charAt(at++);
      value.append(c == '\\' ? escaped() : c);
    }
    expect('"');
    return value.toString();
  }

  private char escaped() {
    char c = line.charAt(at++);
    return switch (c) {
      case '"', '\\' -> c;
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(line.substring(at - 4, at), 16);
      }
      default -> throw failure("no escape: " + c);
    };
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
