package io.taskweir.email;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a message on their way to the parser: counted, and with line breaks it understands.
 *
 * <p>A message whose first 8 KiB have carriage returns but no line feed was written for a system
 * that ends lines so; each becomes a line feed.
 *
 * <p>The parser compares every pair of dashes with the boundary of every open multipart. The stream
 * counts these steps at their worst, so that a body of dashes ends at a limit and not after
 * minutes.
 */
final class MessageStream extends FilterInputStream {

  private static final int PROBE = 8_192;

  private final ParseLimits limits;
  private final boolean bareReturns;
  private long read;
  private long work;
  private int openBoundaries;
  private boolean afterDash;

  private MessageStream(InputStream in, ParseLimits limits, boolean bareReturns) {
    super(in);
    this.limits = limits;
    this.bareReturns = bareReturns;
  }

  static MessageStream over(InputStream raw, ParseLimits limits, Defects defects)
      throws IOException {
    InputStream in = raw.markSupported() ? raw : new BufferedInputStream(raw, PROBE);
    boolean bareReturns = endsLinesWithReturns(in);
    if (bareReturns) {
      defects.add("BARE_CARRIAGE_RETURNS");
    }
    return new MessageStream(new HeaderBodySeparator(in, defects), limits, bareReturns);
  }

  private static boolean endsLinesWithReturns(InputStream in) throws IOException {
    in.mark(PROBE);
    boolean returns = false;
    int next = 0;
    for (int i = 0; i < PROBE && next >= 0 && next != '\n'; i++) {
      next = in.read();
      returns |= next == '\r';
    }
    in.reset();
    return returns && next != '\n';
  }

  /** Sets how long the boundaries of all open multiparts are together. */
  void openBoundaries(int length) {
    openBoundaries = length;
  }

  /** How many bytes have been read. */
  long bytesRead() {
    return read;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    long allowed = limits.messageBytes() + 1 - read;
    int got = in.read(bytes, from, (int) Math.min(length, allowed));
    if (got <= 0) {
      return got;
    }
    read += got;
    if (read > limits.messageBytes()) {
      throw new LimitPassed("bytes in the message", limits.messageBytes());
    }
    for (int i = from; i < from + got; i++) {
      boolean dash = bytes[i] == '-';
      if (dash && afterDash) {
        work += openBoundaries;
      }
      afterDash = dash;
      if (bareReturns && bytes[i] == '\r') {
        bytes[i] = '\n';
      }
    }
    if (work > limits.boundaryWork()) {
      throw new LimitPassed("steps in the search for boundaries", limits.boundaryWork());
    }
    return got;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
