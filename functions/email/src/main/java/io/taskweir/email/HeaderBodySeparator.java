package io.taskweir.email;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Puts the blank line back that is missing between the message's header and its first boundary, or
 * that has a space in it and so would be read as part of the field above it. Clients show what
 * stands behind it; without the line it would be read as fields, and its text lost.
 *
 * <p>Passes bytes through as soon as the header has ended.
 */
final class HeaderBodySeparator extends FilterInputStream {

  private final Defects defects;
  private boolean inHeader = true;
  private boolean separate;
  private boolean firstLine = true;
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
    if (separate) {
      inHeader = false;
      defects.add("HEADER_RUNS_INTO_BODY");
      bytes[from] = '\n';
      return 1;
    }
    in.mark(length + 1);
    int got = in.read(bytes, from, length);
    for (int i = from; i < from + got; i++) {
      boolean dash = bytes[i] == '-' && inLine == 0 && !firstLine;
      if (dash && isDash(bytes, i + 1, from, got)) {
        separate = true;
        in.reset();
        return i == from ? read(bytes, from, length) : in.readNBytes(bytes, from, i - from);
      }
      if (endsHeader(bytes[i])) {
        inHeader = false;
        return got;
      }
    }
    return got;
  }

  /** Looks at what follows, one byte beyond what has been read if need be. */
  private boolean isDash(byte[] bytes, int at, int from, int got) throws IOException {
    if (at < from + got) {
      return bytes[at] == '-';
    }
    boolean dash = in.read() == '-';
    if (!dash) {
      in.reset();
      in.skipNBytes(got);
    }
    return dash;
  }

  private boolean endsHeader(byte b) {
    if (b == '\n') {
      boolean blank = inLine == 0;
      inLine = 0;
      firstLine = false;
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
