package io.taskweir.connectors.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Lines that are not blank, as bytes without their ends, each with its number. Of a line of more
 * than {@value #LONGEST} bytes only the beginning is kept, and it says so. A byte order mark before
 * the first line is passed over.
 */
final class WholeLines {

  static final int LONGEST = 16 * 1024 * 1024;

  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Lines lines;
  private byte[] bytes = {};
  private int start;
  private int end;
  private long number;
  private boolean cut;

  WholeLines(InputStream in) {
    this.lines = new Lines(in);
  }

  /** Moves to the next line that is not blank; false at the end. */
  boolean next() throws IOException {
    while (lines.next()) {
      number++;
      take();
      if (!isBlank()) {
        return true;
      }
    }
    return false;
  }

  /** Holds the current line from {@link #start} to {@link #end}, until the next. */
  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  byte[] copy() {
    return Arrays.copyOfRange(bytes, start, end);
  }

  /** Its number, from 1. */
  long number() {
    return number;
  }

  /** Whether the line goes on after what is kept of it. */
  boolean isCut() {
    return cut;
  }

  private void take() throws IOException {
    cut = false;
    if (lines.ends() || lines.length() < Lines.LONGEST) {
      bytes = lines.piece();
      end = lines.length();
    } else {
      gather();
    }
    start = 0;
    if (number == 1 && end >= MARK.length && Arrays.equals(bytes, 0, MARK.length, MARK, 0, 3)) {
      start = MARK.length;
    }
    while (end > start && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
      end--;
    }
  }

  private void gather() throws IOException {
    ByteArrayOutputStream gathered = new ByteArrayOutputStream(4 * Lines.LONGEST);
    gathered.write(lines.piece(), 0, lines.length());
    boolean more = true;
    while (more && !lines.ends()) {
      more = lines.next();
      cut = more && (cut || gathered.size() + lines.length() > LONGEST);
      if (more && !cut) {
        gathered.write(lines.piece(), 0, lines.length());
      }
    }
    bytes = gathered.toByteArray();
    end = bytes.length;
  }

  private boolean isBlank() {
    for (int i = start; i < end; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t') {
        return false;
      }
    }
    return true;
  }
}
