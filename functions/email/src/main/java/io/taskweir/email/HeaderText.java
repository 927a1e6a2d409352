package io.taskweir.email;

import java.nio.charset.StandardCharsets;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.util.ByteSequence;

/** The body of a header field as text. */
final class HeaderText {

  /** Longest text that is kept of a field. */
  static final int LONGEST = 1_000;

  private HeaderText() {}

  /** The field's body, folds and all; bytes beyond ASCII as UTF-8, else as windows-1252. */
  static String raw(RawField field, Defects defects) {
    ByteSequence bytes = field.getRaw();
    if (bytes == null) {
      return field.getBody();
    }
    byte[] all = bytes.toByteArray();
    int from = Math.min(field.getDelimiterIdx() + 1, all.length);
    if (MailCharset.isAscii(all, from, all.length - from)) {
      return new String(all, from, all.length - from, StandardCharsets.US_ASCII);
    }
    defects.add("EIGHT_BIT_HEADER");
    return MailCharset.guess(all, from, all.length - from);
  }

  /** The field as a mail client shows it: unfolded, encoded words decoded, on one line. */
  static String displayed(RawField field, Defects defects) {
    return PlainText.line(EncodedWords.decode(raw(field, defects), defects), LONGEST);
  }
}
