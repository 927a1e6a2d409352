package io.taskweir.email;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;

/**
 * The digest of a body in one of the two canonical forms of RFC 6376, section 3.4, made while the
 * body streams by: it holds a buffer, and counts blank lines rather than keep them. Line ends are
 * LF or CRLF; a CR alone is a character.
 */
final class DkimBody {

  private final boolean relaxed;
  private final long limit;
  private final MessageDigest digest;
  private final byte[] buffer = new byte[8192];
  private int buffered;
  private long size;
  private long blankLines;
  private boolean lineHasBytes;
  private boolean space;
  private boolean carriageReturn;

  /**
   * A digest to be.
   *
   * @param limit bytes of the canonical form that count; less than none for all
   */
  DkimBody(boolean relaxed, long limit, MessageDigest digest) {
    this.relaxed = relaxed;
    this.limit = limit;
    this.digest = digest;
  }

  /** Reads {@code in} to its end, once for all of {@code bodies}. */
  static void read(InputStream in, List<DkimBody> bodies) throws IOException {
    byte[] bytes = new byte[1 << 16];
    for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
      for (DkimBody body : bodies) {
        body.add(bytes, n);
      }
    }
  }

  private void add(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      byte b = bytes[i];
      if (b == '\n') {
        carriageReturn = false;
        endLine();
        continue;
      }
      if (carriageReturn) {
        carriageReturn = false;
        character((byte) '\r');
      }
      if (b == '\r') {
        carriageReturn = true;
      } else {
        character(b);
      }
    }
  }

  private void character(byte b) {
    if (relaxed && (b == ' ' || b == '\t')) {
      space = true;
      return;
    }
    for (; blankLines > 0; blankLines--) {
      lineEnd();
    }
    if (space) {
      space = false;
      put((byte) ' ');
    }
    lineHasBytes = true;
    put(b);
  }

  private void endLine() {
    space = false;
    if (lineHasBytes) {
      lineEnd();
      lineHasBytes = false;
    } else {
      blankLines++;
    }
  }

  private void lineEnd() {
    put((byte) '\r');
    put((byte) '\n');
  }

  private void put(byte b) {
    if (limit < 0 || size < limit) {
      if (buffered == buffer.length) {
        digest.update(buffer, 0, buffered);
        buffered = 0;
      }
      buffer[buffered++] = b;
    }
    size++;
  }

  /** Ends the body: a last line without an end gets one, blank lines at the end do not count. */
  byte[] digest() {
    if (carriageReturn) {
      carriageReturn = false;
      character((byte) '\r');
    }
    boolean emptySimple = !relaxed && size == 0;
    if (lineHasBytes || emptySimple) {
      lineEnd();
    }
    digest.update(buffer, 0, buffered);
    return digest.digest();
  }

  /** Bytes of the canonical form, known once it has ended. */
  long size() {
    return size;
  }
}
