package io.taskweir.email;

import java.nio.charset.StandardCharsets;

/**
 * The tokens of PDF syntax (ISO 32000-1, 7.2 and 7.3), one after the other and without recursion:
 * whatever the bytes, each is read once.
 */
final class PdfTokens {

  /** More characters of a name or a string than these are read past. */
  private static final int LONGEST = 4_000;

  /** What a token is. */
  enum Kind {
    NAME,
    STRING,
    /** A number, an operator or a keyword. */
    WORD,
    DICT,
    DICT_END,
    ARRAY,
    ARRAY_END,
    END
  }

  private final byte[] bytes;
  private final int end;
  private int at;
  private final StringBuilder text = new StringBuilder();

  PdfTokens(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /** Where the next token is looked for. */
  int position() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  /** The name without its slash, the string, or the word that was read last. */
  String text() {
    return text.toString();
  }

  Kind next() {
    skipSpace();
    text.setLength(0);
    if (at >= end) {
      return Kind.END;
    }
    int c = bytes[at++];
    boolean twice = at < end && bytes[at] == c;
    return switch (c) {
      case '/' -> name();
      case '(' -> string();
      case '[' -> Kind.ARRAY;
      case ']' -> Kind.ARRAY_END;
      case '<' -> twice ? pair(Kind.DICT) : hex();
      case '>' -> twice ? pair(Kind.DICT_END) : Kind.WORD;
      case '{', '}', ')' -> Kind.WORD;
      default -> word();
    };
  }

  private Kind pair(Kind kind) {
    at++;
    return kind;
  }

  private Kind word() {
    at--;
    while (at < end && isRegular(bytes[at])) {
      put(bytes[at++]);
    }
    return Kind.WORD;
  }

  private Kind name() {
    while (at < end && isRegular(bytes[at])) {
      int c = bytes[at++];
      if (c == '#' && at + 1 < end && digit(bytes[at]) >= 0 && digit(bytes[at + 1]) >= 0) {
        c = digit(bytes[at]) << 4 | digit(bytes[at + 1]);
        at += 2;
      }
      put(c);
    }
    return Kind.NAME;
  }

  private Kind string() {
    int open = 1;
    while (at < end) {
      int c = bytes[at++];
      if (c == '\\' && at < end) {
        escape();
        continue;
      }
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (open == 0) {
        break;
      }
      put(c);
    }
    decodeUtf16();
    return Kind.STRING;
  }

  private void escape() {
    int c = bytes[at++];
    switch (c) {
      case 'n', 'r', 't', 'b', 'f' -> put(' ');
      case '\r', '\n' -> {}
      default -> {
        if (c < '0' || c > '7') {
          put(c);
          return;
        }
        int code = c - '0';
        for (int i = 0; i < 2 && at < end && bytes[at] >= '0' && bytes[at] <= '7'; i++) {
          code = code << 3 | (bytes[at++] - '0');
        }
        put(code);
      }
    }
  }

  private Kind hex() {
    int high = -1;
    while (at < end) {
      int c = bytes[at++];
      if (c == '>') {
        break;
      }
      int digit = digit(c);
      if (digit >= 0 && high >= 0) {
        put(high << 4 | digit);
        high = -1;
      } else if (digit >= 0) {
        high = digit;
      }
    }
    if (high >= 0) {
      put(high << 4);
    }
    decodeUtf16();
    return Kind.STRING;
  }

  /** A string that begins with a byte order mark is UTF-16, else it is nearly Latin-1. */
  private void decodeUtf16() {
    if (text.length() >= 2 && text.charAt(0) == 0xFE && text.charAt(1) == 0xFF) {
      byte[] utf16 = text.toString().getBytes(StandardCharsets.ISO_8859_1);
      text.setLength(0);
      text.append(new String(utf16, 2, utf16.length - 2, StandardCharsets.UTF_16BE));
    }
  }

  private void skipSpace() {
    while (at < end && (isSpace(bytes[at]) || bytes[at] == '%')) {
      if (bytes[at] == '%') {
        while (at < end && bytes[at] != '\n' && bytes[at] != '\r') {
          at++;
        }
      } else {
        at++;
      }
    }
  }

  private void put(int c) {
    if (text.length() < LONGEST) {
      text.append((char) (c & 0xFF));
    }
  }

  private static boolean isRegular(int c) {
    return !isSpace(c) && "()<>[]{}/%".indexOf(c) < 0;
  }

  static boolean isSpace(int c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0;
  }

  private static int digit(int c) {
    return Character.digit(c, 16);
  }
}
