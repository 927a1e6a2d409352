package io.taskweir.connectors.files;

import java.io.IOException;
import java.io.InputStream;
import javax.annotation.Nullable;

/**
 * Cuts an mbox into messages as it is read (mboxrd, which also reads the older mboxo). A message is
 * what stands between two separators, without the blank line that the format adds to its end; a
 * line {@code >From }, with one or more {@code >}, loses one.
 *
 * <p>A separator with a date counts wherever it stands. In files that have none, a line {@code From
 * } counts after a blank line.
 */
final class Mbox {

  private static final int BLANK = 2;

  private final Lines lines;
  private final boolean dated;

  private final byte[] ready = new byte[Lines.LONGEST + BLANK];
  private int position;
  private int end;

  /** The blank line before the current piece, which is a message's only if more of it follows. */
  private final byte[] held = new byte[BLANK];

  private int heldLength;
  private boolean inMessage;
  @Nullable private Message current;
  private boolean atSeparator;

  /** Reads {@code in}, which begins with a separator, with or without a date. */
  Mbox(InputStream in, boolean dated) {
    this.lines = new Lines(in);
    this.dated = dated;
  }

  /** The next message, which ends the one before wherever that was read to; null after the last. */
  @Nullable
  InputStream next() throws IOException {
    if (!inMessage && !atSeparator) {
      atSeparator = lines.next();
    }
    while (inMessage) {
      fill();
    }
    if (!atSeparator) {
      return null;
    }
    skipSeparator();
    inMessage = true;
    current = new Message();
    return current;
  }

  private void skipSeparator() throws IOException {
    boolean more = true;
    while (more && !lines.ends()) {
      more = lines.next();
    }
    atSeparator = false;
    position = 0;
    end = 0;
    heldLength = 0;
  }

  /** Makes bytes of the current message ready, or ends it. */
  private void fill() throws IOException {
    position = 0;
    end = 0;
    if (!lines.next()) {
      inMessage = false;
      return;
    }
    if (isSeparator()) {
      inMessage = false;
      atSeparator = true;
      return;
    }
    append(held, 0, heldLength);
    heldLength = 0;
    if (lines.isBlank()) {
      heldLength = lines.length();
      System.arraycopy(lines.piece(), 0, held, 0, heldLength);
      return;
    }
    boolean quoted = lines.starts() && Separator.isQuoted(lines.piece(), lines.length());
    append(lines.piece(), quoted ? 1 : 0, lines.length());
  }

  private boolean isSeparator() {
    if (!lines.starts()) {
      return false;
    }
    return dated
        ? Separator.isDated(lines.piece(), lines.length())
        : heldLength > 0 && Separator.isFrom(lines.piece(), lines.length());
  }

  private void append(byte[] bytes, int from, int to) {
    System.arraycopy(bytes, from, ready, end, to - from);
    end += to - from;
  }

  /** A message while it is the current one; afterwards it is at its end. */
  private final class Message extends InputStream {

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (current != this || length == 0) {
        return current != this ? -1 : 0;
      }
      while (position == end && inMessage) {
        fill();
      }
      if (position == end) {
        return -1;
      }
      int count = Math.min(length, end - position);
      System.arraycopy(ready, position, buffer, offset, count);
      position += count;
      return count;
    }
  }
}
