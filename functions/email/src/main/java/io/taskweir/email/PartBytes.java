package io.taskweir.email;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The raw bytes of one body at a time, in a buffer that is used again. */
final class PartBytes extends ByteArrayOutputStream {

  private static final int KEPT_CAPACITY = 1 << 20;

  private final byte[] chunk = new byte[4096];
  private boolean cut;
  private int longestLine;

  /** Reads a body to its end, keeping at most {@code keep} bytes of it. */
  void readFrom(InputStream in, int keep) throws IOException {
    if (buf.length > KEPT_CAPACITY) {
      buf = new byte[4096];
    }
    reset();
    cut = false;
    longestLine = 0;
    int line = 0;
    for (int got = in.read(chunk); got >= 0; got = in.read(chunk)) {
      int kept = Math.min(got, keep - count);
      write(chunk, 0, kept);
      cut |= kept < got;
      for (int i = 0; i < got; i++) {
        line = chunk[i] == '\n' ? 0 : line + 1;
        longestLine = Math.max(longestLine, line);
      }
    }
  }

  /** Whether there was more than is kept. */
  boolean isCut() {
    return cut;
  }

  /** Bytes of the longest line, the cut part included. */
  int longestLine() {
    return longestLine;
  }

  /** Removes the transfer encoding. */
  void decode(TransferEncoding encoding, Defects defects) {
    count = encoding.decode(buf, count, defects);
  }

  String text(PartHeader header, Defects defects) {
    return MailCharset.decode(buf, 0, count, charset(header), defects);
  }

  byte[] copy() {
    return Arrays.copyOf(buf, count);
  }

  private String charset(PartHeader header) {
    if (header.charset() != null || !header.isHtml()) {
      return header.charset();
    }
    return HtmlCharset.declaredIn(buf, count);
  }
}
