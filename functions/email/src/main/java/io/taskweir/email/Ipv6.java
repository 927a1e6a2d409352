package io.taskweir.email;

import javax.annotation.Nullable;

/** IPv6 addresses, compressed as RFC 5952 asks. */
final class Ipv6 {

  private final String text;
  private final int[] pieces = new int[8];
  private int at;

  private Ipv6(String text) {
    this.text = text;
  }

  /** The canonical form in brackets; null where {@code text} is no address. */
  @Nullable
  static String parse(String text) {
    Ipv6 address = new Ipv6(text);
    return address.read() ? address.toString() : null;
  }

  private boolean read() {
    int piece = 0;
    int compress = -1;
    if (peek(0) == ':') {
      if (peek(1) != ':') {
        return false;
      }
      at = 2;
      compress = ++piece;
    }
    while (at < text.length()) {
      if (piece == 8) {
        return false;
      }
      if (peek(0) == ':') {
        if (compress >= 0) {
          return false;
        }
        at++;
        compress = ++piece;
        continue;
      }
      int from = at;
      int value = hexadecimal();
      if (peek(0) == '.') {
        at = from;
        if (piece > 6 || !readIpv4(piece)) {
          return false;
        }
        piece += 2;
        break;
      }
      if (peek(0) == ':') {
        at++;
        if (at == text.length()) {
          return false;
        }
      } else if (at < text.length()) {
        return false;
      }
      pieces[piece++] = value;
    }
    return expand(piece, compress);
  }

  private boolean expand(int piece, int compress) {
    if (compress < 0) {
      return piece == 8;
    }
    int moved = piece - compress;
    for (int i = 0; i < moved; i++) {
      int from = piece - 1 - i;
      int value = pieces[from];
      pieces[from] = 0;
      pieces[7 - i] = value;
    }
    return true;
  }

  /** Up to four digits; what is no digit stops it, and the caller. */
  private int hexadecimal() {
    int value = 0;
    for (int length = 0;
        length < 4 && Character.digit(peek(0), 16) >= 0 && peek(0) < 0x80;
        length++) {
      value = value << 4 | Character.digit(peek(0), 16);
      at++;
    }
    return value;
  }

  /** Four decimal numbers to the end of the text, into two pieces. */
  private boolean readIpv4(int piece) {
    for (int seen = 0; seen < 4; seen++) {
      if (seen > 0) {
        if (peek(0) != '.') {
          return false;
        }
        at++;
      }
      int value = -1;
      while (peek(0) >= '0' && peek(0) <= '9') {
        int digit = peek(0) - '0';
        if (value == 0) {
          return false;
        }
        value = value < 0 ? digit : value * 10 + digit;
        if (value > 255) {
          return false;
        }
        at++;
      }
      if (value < 0) {
        return false;
      }
      int index = piece + seen / 2;
      pieces[index] = pieces[index] << 8 | value;
    }
    return at == text.length();
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  @Override
  public String toString() {
    int longest = -1;
    int length = 1;
    for (int from = 0; from < 8; from++) {
      int to = from;
      while (to < 8 && pieces[to] == 0) {
        to++;
      }
      if (to - from > length) {
        longest = from;
        length = to - from;
      }
      from = Math.max(from, to - 1);
    }
    StringBuilder out = new StringBuilder("[");
    for (int i = 0; i < 8; i++) {
      if (i == longest) {
        out.append(i == 0 ? "::" : ":");
        i += length - 1;
      } else {
        out.append(Integer.toHexString(pieces[i])).append(i < 7 ? ":" : "");
      }
    }
    return out.append(']').toString();
  }
}
