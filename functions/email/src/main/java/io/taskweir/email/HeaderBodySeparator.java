package io.taskweir.email;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Puts the blank line back that is missing between the message's header and its first boundary, or
 * that has a space in it and so would be read as part of the field above it. Clients show what
 * stands behind it; without the line it would be read as fields, and its text lost.
 *
 * <p>A line counts as the first boundary when it is two dashes and something that the header names.
 * Passes bytes through as soon as the header has ended.
 */
final class HeaderBodySeparator extends FilterInputStream {

  private static final int LONGEST_BOUNDARY = 256;
  private static final int KEPT_HEADER = 100_000;
  private static final int MOST_LOOKS = 20;

  private final Defects defects;
  private final ByteArrayOutputStream header = new ByteArrayOutputStream(1024);
  private boolean inHeader = true;
  private boolean atDash;
  private int looks;
  private int inLine;

  /** Over a stream that supports marks. */
  HeaderBodySeparator(InputStream in, Defects defects) {
    super(in);
    this.defects = defects;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (!inHeader || length == 0) {
      return in.read(bytes, from, length);
    }
    if (atDash && isBoundary()) {
      inHeader = false;
      defects.add("HEADER_RUNS_INTO_BODY");
      bytes[from] = '\n';
      return 1;
    }
    return readHeader(bytes, from, length);
  }

  /** Reads to the next line that begins with a dash, or beyond the end of the header. */
  private int readHeader(byte[] bytes, int from, int length) throws IOException {
    in.mark(length);
    int got = in.read(bytes, from, length);
    for (int i = from; i < from + got; i++) {
      boolean dash = bytes[i] == '-' && inLine == 0 && header.size() + i - from > 0;
      if (dash && !atDash && looks < MOST_LOOKS) {
        in.reset();
        in.skipNBytes(i - from);
        header.write(bytes, from, i - from);
        atDash = true;
        return i > from ? i - from : read(bytes, from, length);
      }
      atDash = false;
      if (endsHeader(bytes[i])) {
        inHeader = false;
        return got;
      }
    }
    if (got > 0 && header.size() < KEPT_HEADER) {
      header.write(bytes, from, got);
    }
    return got;
  }

  /** Looks at the line that follows, and leaves it to be read. */
  private boolean isBoundary() throws IOException {
    looks++;
    in.mark(LONGEST_BOUNDARY);
    String line = new String(in.readNBytes(LONGEST_BOUNDARY), StandardCharsets.ISO_8859_1);
    in.reset();
    int end = line.indexOf('\n');
    String boundary = (end < 0 ? line : line.substring(0, end)).stripTrailing();
    return boundary.length() > 2
        && boundary.startsWith("--")
        && header.toString(StandardCharsets.ISO_8859_1).contains(boundary.substring(2));
  }

  private boolean endsHeader(byte b) {
    if (b == '\n') {
      boolean blank = inLine == 0;
      inLine = 0;
      return blank;
    }
    inLine += b == '\r' ? 0 : 1;
    return false;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
