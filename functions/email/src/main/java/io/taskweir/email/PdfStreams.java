package io.taskweir.email;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.annotation.Nullable;

/**
 * Unpacks streams of one PDF by the filters that hide content (flate, and the two that write bytes
 * as text), all of them together within a budget.
 */
final class PdfStreams {

  private static final int BUFFER = 1 << 14;

  private final byte[] bytes;
  private int left;

  /** Streams of {@code bytes}, which may unpack to {@code budget} bytes together. */
  PdfStreams(byte[] bytes, int budget) {
    this.bytes = bytes;
    this.left = budget;
  }

  /** Whether all of the budget is spent, so that more may have been cut off. */
  boolean isSpent() {
    return left <= 0;
  }

  /**
   * Unpacks a stream as far as the budget and its bytes go.
   *
   * @return null where it has a filter, before its last {@code image} ones, that is not known here
   */
  @Nullable
  byte[] unpack(PdfDict dictionary, int from, int to, String image) {
    byte[] data = Arrays.copyOfRange(bytes, from, Math.max(from, to));
    List<String> filters = dictionary.all("Filter");
    if (filters.size() > 4) {
      return null;
    }
    for (String filter : filters) {
      if (filter.equals(image)) {
        return data;
      }
      switch (filter) {
        case "FlateDecode", "Fl" -> data = inflate(data);
        case "ASCIIHexDecode", "AHx" -> data = hex(data);
        case "ASCII85Decode", "A85" -> data = base85(data);
        default -> {
          return null;
        }
      }
    }
    return data;
  }

  private byte[] inflate(byte[] data) {
    Inflater inflater = new Inflater();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      inflater.setInput(data);
      byte[] buffer = new byte[BUFFER];
      while (left > 0 && !inflater.finished()) {
        int count = inflater.inflate(buffer, 0, Math.min(BUFFER, left));
        if (count == 0) {
          break;
        }
        left -= count;
        out.write(buffer, 0, count);
      }
    } catch (DataFormatException e) {
      // What came before the damage is what a reader shows, too.
    } finally {
      inflater.end();
    }
    return out.toByteArray();
  }

  private static byte[] hex(byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(data.length / 2);
    int high = -1;
    for (byte b : data) {
      int digit = Character.digit(b, 16);
      if (b == '>') {
        break;
      }
      if (digit >= 0 && high >= 0) {
        out.write(high << 4 | digit);
        high = -1;
      } else if (digit >= 0) {
        high = digit;
      }
    }
    return out.toByteArray();
  }

  private static byte[] base85(byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(data.length);
    long value = 0;
    int count = 0;
    for (byte b : data) {
      if (b == '~') {
        break;
      }
      if (b == 'z' && count == 0) {
        out.write(new byte[4], 0, 4);
      } else if (b >= '!' && b <= 'u') {
        value = value * 85 + (b - '!');
        if (++count == 5) {
          write(out, value, 4);
          value = 0;
          count = 0;
        }
      }
    }
    if (count > 1) {
      for (int i = count; i < 5; i++) {
        value = value * 85 + 84;
      }
      write(out, value, count - 1);
    }
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, long value, int count) {
    for (int i = 0; i < count; i++) {
      out.write((int) (value >> (24 - 8 * i)));
    }
  }
}
