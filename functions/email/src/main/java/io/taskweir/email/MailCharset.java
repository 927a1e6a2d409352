package io.taskweir.email;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * Bytes into text the way mail clients do it: by the declared charset; where that fails, as UTF-8
 * where that is valid; else by the declared charset all the same where only little of it is broken;
 * else as windows-1252, in which every byte is a character.
 */
final class MailCharset {

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  /** Labels that mean a superset of what they say, as in the Encoding Standard of the WHATWG. */
  private static final Map<String, String> MEANT =
      Map.ofEntries(
          Map.entry("iso-8859-1", "windows-1252"),
          Map.entry("iso8859-1", "windows-1252"),
          Map.entry("latin1", "windows-1252"),
          Map.entry("iso-8859-9", "windows-1254"),
          Map.entry("iso-8859-11", "windows-874"),
          Map.entry("gb2312", "GB18030"),
          Map.entry("gbk", "GB18030"),
          Map.entry("x-gbk", "GB18030"),
          Map.entry("hz-gb-2312", "GB18030"),
          Map.entry("ks_c_5601-1987", "x-windows-949"),
          Map.entry("ks_c_5601", "x-windows-949"),
          Map.entry("euc-kr", "x-windows-949"),
          Map.entry("shift_jis", "windows-31j"),
          Map.entry("shift-jis", "windows-31j"),
          Map.entry("x-sjis", "windows-31j"),
          Map.entry("iso-8859-8-i", "iso-8859-8"),
          Map.entry("ansi-x3.4-1968", "windows-1252"),
          Map.entry("chinesebig5", "big5"),
          Map.entry("big5", "x-MS950-HKSCS"),
          Map.entry("utf8", "utf-8"),
          Map.entry("unicode-1-1-utf-8", "utf-8"),
          Map.entry("iso-8859-8-e", "iso-8859-8"));

  private MailCharset() {}

  /**
   * Decodes bytes that may be anything. NULs are removed, since no client shows what stands behind
   * them the same way.
   *
   * @param declared the charset's name; null where none is declared
   */
  static String decode(
      byte[] bytes, int from, int length, @Nullable String declared, Defects defects) {
    String text = decodeKeepingNuls(bytes, from, length, declared, defects);
    if (text.indexOf('\0') >= 0) {
      defects.add("NUL_BYTES");
      return text.replace("\0", "");
    }
    return text;
  }

  private static String decodeKeepingNuls(
      byte[] bytes, int from, int length, @Nullable String declared, Defects defects) {
    boolean ascii = isAscii(bytes, from, length);
    String label = declared == null ? "" : declared.trim().toLowerCase(Locale.ROOT);
    boolean declaresNothing = label.isEmpty() || label.equals("us-ascii") || label.equals("ascii");
    if (declaresNothing) {
      if (ascii) {
        return new String(bytes, from, length, StandardCharsets.US_ASCII);
      }
      defects.add("EIGHT_BIT_WITHOUT_CHARSET");
      return guess(bytes, from, length);
    }
    Charset charset = lookup(label);
    if (charset == null) {
      defects.add("UNKNOWN_CHARSET", label);
      return guess(bytes, from, length);
    }
    String text = strictly(charset, bytes, from, length);
    if (text != null) {
      return text;
    }
    if (charset.equals(WINDOWS_1252)) {
      return guess(bytes, from, length);
    }
    defects.add("UNDECODABLE_CHARSET", label);
    text = strictly(StandardCharsets.UTF_8, bytes, from, length);
    return text != null ? text : leniently(charset, bytes, from, length);
  }

  private static String leniently(Charset charset, byte[] bytes, int from, int length) {
    String text = new String(bytes, from, length, charset);
    long broken = text.chars().filter(c -> c == '\ufffd').count();
    boolean little = broken * 20 <= text.length();
    return little ? text : new String(bytes, from, length, WINDOWS_1252);
  }

  /** UTF-8 where the bytes are valid UTF-8, else windows-1252. */
  static String guess(byte[] bytes, int from, int length) {
    String text = strictly(StandardCharsets.UTF_8, bytes, from, length);
    return text != null ? text : new String(bytes, from, length, WINDOWS_1252);
  }

  @Nullable
  private static String strictly(Charset charset, byte[] bytes, int from, int length) {
    try {
      CharBuffer decoded =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, from, length));
      return decoded.toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The charset of a lower-case label; null where this platform knows none of that name. */
  @Nullable
  static Charset lookup(String label) {
    try {
      return Charset.forName(MEANT.getOrDefault(label, label));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }

  static boolean isAscii(byte[] bytes, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }
}
