package io.taskweir.email;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.annotation.Nullable;

/**
 * Encoded words of header fields (RFC 2047), read as leniently as mail clients read them: within
 * quotes, longer than 75 characters, with spaces in them, split within a character. Words that
 * follow one another in one charset are joined as bytes before they are decoded.
 *
 * <p>Costs one pass: each word that begins either ends, and the search goes on behind it, or no
 * word ends any more, and the search is over.
 */
final class EncodedWords {

  private static final int LONGEST_CHARSET = 60;

  private final String text;
  private final Defects defects;
  private final StringBuilder out;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  @Nullable private String pendingCharset;

  private EncodedWords(String text, Defects defects) {
    this.text = text;
    this.defects = defects;
    this.out = new StringBuilder(text.length());
  }

  static String decode(String text, Defects defects) {
    return text.contains("=?") ? new EncodedWords(text, defects).decode() : text;
  }

  private String decode() {
    int done = 0;
    int start = text.indexOf("=?");
    while (start >= 0) {
      int end = wordAt(start, done);
      if (end < 0) {
        break;
      }
      if (end > start) {
        done = end;
        start = text.indexOf("=?", end);
      } else {
        start = text.indexOf("=?", start + 2);
      }
    }
    flush();
    return out.append(text, done, text.length()).toString();
  }

  /**
   * Reads the word at {@code start}.
   *
   * @return where it ends; {@code start} where no word is there; -1 where no word can follow
   */
  private int wordAt(int start, int done) {
    int charsetEnd = within(start + 2, LONGEST_CHARSET);
    if (charsetEnd < 0 || charsetEnd + 2 >= text.length() || text.charAt(charsetEnd + 2) != '?') {
      return start;
    }
    boolean base64 = isLetter(charsetEnd + 1, 'b');
    if (!base64 && !isLetter(charsetEnd + 1, 'q')) {
      return start;
    }
    int bodyEnd = text.indexOf("?=", charsetEnd + 3);
    if (bodyEnd < 0) {
      defects.add("ENCODED_WORD_UNFINISHED");
      return -1;
    }
    between(done, start);
    String charset = text.substring(start + 2, charsetEnd).toLowerCase(Locale.ROOT);
    int language = charset.indexOf('*');
    append(
        language < 0 ? charset : charset.substring(0, language),
        base64,
        text.substring(charsetEnd + 3, bodyEnd));
    return bodyEnd + 2;
  }

  /** White space between two words is not shown, anything else is. */
  private void between(int from, int to) {
    boolean joins = pendingCharset != null && text.substring(from, to).isBlank();
    if (!joins) {
      flush();
      out.append(text, from, to);
    }
  }

  private void append(String charset, boolean base64, String body) {
    if (pendingCharset != null && !pendingCharset.equals(charset)) {
      flush();
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (!base64) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = bytes[i] == '_' ? (byte) ' ' : bytes[i];
      }
    }
    TransferEncoding encoding =
        base64 ? TransferEncoding.BASE64 : TransferEncoding.QUOTED_PRINTABLE;
    pending.write(bytes, 0, encoding.decode(bytes, bytes.length, defects));
    pendingCharset = charset;
  }

  private void flush() {
    if (pendingCharset != null) {
      byte[] bytes = pending.toByteArray();
      out.append(MailCharset.decode(bytes, 0, bytes.length, pendingCharset, defects));
      pending.reset();
      pendingCharset = null;
    }
  }

  /** The next question mark within {@code most} characters; -1 where there is none. */
  private int within(int from, int most) {
    int end = Math.min(text.length(), from + most);
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c == '?') {
        return i > from ? i : -1;
      }
      if (c <= ' ' || c == '=') {
        return -1;
      }
    }
    return -1;
  }

  private boolean isLetter(int index, char lower) {
    return Character.toLowerCase(text.charAt(index)) == lower;
  }
}
