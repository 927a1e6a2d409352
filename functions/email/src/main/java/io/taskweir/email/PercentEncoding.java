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

  private final boolean[] escaped = new boolean[0x80];

  PercentEncoding(String characters) {
    for (int c = 0; c < 0x80; c++) {
      escaped[c] = c < 0x20 || c == 0x7f || characters.indexOf(c) >= 0;
    }
  }

  /** Appends {@code text} to {@code out}, the characters of this set and beyond ASCII escaped. */
  void append(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c < 0x80 && !escaped[c]) {
        out.append((char) c);
      } else {
        escape(c, out);
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
