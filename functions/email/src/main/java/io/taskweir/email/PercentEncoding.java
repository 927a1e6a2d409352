package io.taskweir.email;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent encoding by the sets of the URL Standard (WHATWG, section 1.3). */
enum PercentEncoding {
  FRAGMENT(" \"<>`"),
  QUERY(" \"#<>'"),
  PATH(" \"#<>?^`{}"),
  USERINFO(" \"#<>?^`{}/:;=@[\\]|");

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** A bit for each character: those below 64, and those from 64 to 127. */
  private final long low;

  private final long high;

  PercentEncoding(String characters) {
    long below = 0xffff_ffffL;
    long above = 1L << 0x3f;
    for (int i = 0; i < characters.length(); i++) {
      int c = characters.charAt(i);
      below |= c < 0x40 ? 1L << c : 0;
      above |= c < 0x40 ? 0 : 1L << (c - 0x40);
    }
    low = below;
    high = above;
  }

  private boolean escapes(int c) {
    return c >= 0x80 || ((c < 0x40 ? low >> c : high >> (c - 0x40)) & 1) != 0;
  }

  /** Appends {@code text} to {@code out}, the characters of this set and beyond ASCII escaped. */
  void append(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (escapes(c)) {
        escape(c, out);
      } else {
        out.append((char) c);
      }
    }
  }

  private static void escape(int c, StringBuilder out) {
    boolean lone = c >= 0xd800 && c <= 0xdfff;
    for (byte b : Character.toString(lone ? 0xfffd : c).getBytes(StandardCharsets.UTF_8)) {
      out.append('%').append(HEX.toHexDigits(b));
    }
  }

  /** {@code text} with its escapes taken as UTF-8; what is not UTF-8 becomes U+FFFD. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(bytes[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
