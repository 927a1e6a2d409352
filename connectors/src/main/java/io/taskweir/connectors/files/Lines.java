package io.taskweir.connectors.files;

import java.io.IOException;
import java.io.InputStream;

/**
 * Lines as bytes, their ends included, in pieces of at most {@value #LONGEST} bytes: a file without
 * a line break costs no more memory than any other. One piece is current at a time and is valid
 * until the next.
 */
final class Lines {

  static final int LONGEST = 8192;

  private final InputStream in;
  private final byte[] read = new byte[1 << 16];
  private int readPosition;
  private int readEnd;

  private final byte[] piece = new byte[LONGEST];
  private int length;
  private boolean starts;
  private boolean ends = true;

  Lines(InputStream in) {
    this.in = in;
  }

  /** Moves to the next piece; false at the end. */
  boolean next() throws IOException {
    starts = ends;
    ends = false;
    length = 0;
    while (!ends && length < LONGEST) {
      if (readPosition == readEnd && !refill()) {
        return length > 0;
      }
      copyUpToLineEnd();
    }
    return true;
  }

  byte[] piece() {
    return piece;
  }

  int length() {
    return length;
  }

  /** Whether this piece is the beginning of its line. */
  boolean starts() {
    return starts;
  }

  /** Whether this piece has its line's end. */
  boolean ends() {
    return ends;
  }

  /** Whether this piece is a whole line with nothing in it. */
  boolean isBlank() {
    return starts && ends && (length == 1 || (length == 2 && piece[0] == '\r'));
  }

  private void copyUpToLineEnd() {
    int limit = readPosition + Math.min(readEnd - readPosition, LONGEST - length);
    int position = readPosition;
    while (position < limit && !ends) {
      ends = read[position++] == '\n';
    }
    System.arraycopy(read, readPosition, piece, length, position - readPosition);
    length += position - readPosition;
    readPosition = position;
  }

  private boolean refill() throws IOException {
    readPosition = 0;
    readEnd = Math.max(0, in.read(read));
    return readEnd > 0;
  }
}
