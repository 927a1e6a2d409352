package io.taskweir.email;

import java.util.Arrays;

/**
 * The transfer encodings, undone in place: what comes out is never longer than what went in. Both
 * decoders skip what does not belong, as mail clients do, and read on after padding in the middle,
 * which some clients do not: what stands there must be analysed for those that do.
 */
enum TransferEncoding {
  BASE64 {
    @Override
    int decode(byte[] bytes, int length, Defects defects) {
      int out = 0;
      int bits = 0;
      int held = 0;
      boolean damaged = false;
      for (int i = 0; i < length; i++) {
        int value = SEXTETS[bytes[i] & 0xff];
        if (value >= 0) {
          bits = bits << 6 | value;
          held += 6;
          if (held >= 8) {
            held -= 8;
            bytes[out++] = (byte) (bits >> held);
          }
        } else if (bytes[i] == '=') {
          held = 0;
        } else {
          damaged |= value == JUNK;
        }
      }
      if (damaged) {
        defects.add("BASE64_DAMAGED");
      }
      return out;
    }
  },

  QUOTED_PRINTABLE {
    @Override
    int decode(byte[] bytes, int length, Defects defects) {
      int out = 0;
      int i = 0;
      while (i < length) {
        byte b = bytes[i];
        if (b != '=') {
          bytes[out++] = b;
          i++;
          continue;
        }
        int high = i + 1 < length ? Character.digit(bytes[i + 1], 16) : -1;
        int low = i + 2 < length ? Character.digit(bytes[i + 2], 16) : -1;
        if (high >= 0 && low >= 0) {
          bytes[out++] = (byte) (high << 4 | low);
          i += 3;
          continue;
        }
        int next = afterSoftBreak(bytes, i + 1, length);
        if (next < 0) {
          defects.add("QUOTED_PRINTABLE_DAMAGED");
          bytes[out++] = b;
          next = i + 1;
        }
        i = next;
      }
      return out;
    }
  },

  NONE {
    @Override
    int decode(byte[] bytes, int length, Defects defects) {
      return length;
    }
  };

  private static final int SPACE = -1;
  private static final int JUNK = -2;
  private static final int[] SEXTETS = sextets();

  /** Decodes the first {@code length} bytes in place and returns how many remain. */
  abstract int decode(byte[] bytes, int length, Defects defects);

  /** The encoding of a Content-Transfer-Encoding field; what is unknown is taken as it stands. */
  static TransferEncoding of(String token, Defects defects) {
    return switch (token) {
      case "base64" -> BASE64;
      case "quoted-printable" -> QUOTED_PRINTABLE;
      case "", "7bit", "8bit", "binary" -> NONE;
      default -> {
        defects.add("UNKNOWN_TRANSFER_ENCODING", token);
        yield NONE;
      }
    };
  }

  /** Where a line goes on after {@code =} and its line break; -1 where this is no soft break. */
  private static int afterSoftBreak(byte[] bytes, int from, int length) {
    int i = from;
    while (i < length && (bytes[i] == ' ' || bytes[i] == '\t')) {
      i++;
    }
    if (i == length) {
      return i;
    }
    if (bytes[i] == '\n') {
      return i + 1;
    }
    if (bytes[i] == '\r') {
      return i + 1 < length && bytes[i + 1] == '\n' ? i + 2 : i + 1;
    }
    return -1;
  }

  private static int[] sextets() {
    int[] values = new int[256];
    Arrays.fill(values, JUNK);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = i;
    }
    for (char space : " \t\r\n".toCharArray()) {
      values[space] = SPACE;
    }
    return values;
  }
}
