package io.taskweir.email;

import java.nio.charset.StandardCharsets;

/**
 * Finds and unpacks the source of VBA modules in a stream, by the compression of MS-OVBA 2.4.1. The
 * source lies behind compiled code of unstated length; it is found by what every module begins
 * with, which the compression leaves as it is: {@code Attribut}.
 */
final class VbaSource {

  private static final byte[] BEGIN = "\0Attribut".getBytes(StandardCharsets.US_ASCII);
  private static final int CHUNK = 4_096;

  private VbaSource() {}

  /** The source in a stream, at most {@code most} characters of it; empty where there is none. */
  static String in(byte[] stream, int most) {
    StringBuilder source = new StringBuilder();
    for (int at = 0; at + 3 + BEGIN.length <= stream.length && source.length() < most; ) {
      if (stream[at] == 1 && begins(stream, at + 3)) {
        at = unpack(stream, at + 1, source, most);
      } else {
        at++;
      }
    }
    return source.toString();
  }

  private static boolean begins(byte[] stream, int from) {
    for (int i = 0; i < BEGIN.length; i++) {
      if (stream[from + i] != BEGIN[i]) {
        return false;
      }
    }
    return true;
  }

  /** Unpacks chunk after chunk, and says where the first that is none begins. */
  private static int unpack(byte[] stream, int from, StringBuilder source, int most) {
    int at = from;
    while (at + 2 < stream.length && source.length() < most) {
      int header = (stream[at] & 0xFF) | (stream[at + 1] & 0xFF) << 8;
      if ((header >> 12 & 7) != 3) {
        break;
      }
      int end = Math.min(stream.length, at + (header & 0xFFF) + 3);
      boolean packed = (header & 0x8000) != 0;
      byte[] chunk = new byte[CHUNK];
      int length = packed ? chunk(stream, at + 2, end, chunk) : Math.min(CHUNK, end - at - 2);
      source.append(
          packed
              ? new String(chunk, 0, length, StandardCharsets.ISO_8859_1)
              : new String(stream, at + 2, length, StandardCharsets.ISO_8859_1));
      at = end;
    }
    return at;
  }

  /** Unpacks one chunk: eight tokens a flag byte, each a literal or a copy of what came before. */
  private static int chunk(byte[] stream, int from, int end, byte[] chunk) {
    int length = 0;
    int at = from;
    while (at < end && length < CHUNK) {
      int flags = stream[at++];
      for (int bit = 0; bit < 8 && at < end && length < CHUNK; bit++) {
        if ((flags >> bit & 1) == 0) {
          chunk[length++] = stream[at++];
          continue;
        }
        if (at + 1 >= end) {
          return length;
        }
        int token = (stream[at] & 0xFF) | (stream[at + 1] & 0xFF) << 8;
        at += 2;
        int offsetBits = Math.max(4, 32 - Integer.numberOfLeadingZeros(Math.max(0, length - 1)));
        int back = (token >> (16 - offsetBits)) + 1;
        int count = (token & (0xFFFF >> offsetBits)) + 3;
        for (int i = 0; i < count && length < CHUNK && back <= length; i++, length++) {
          chunk[length] = chunk[length - back];
        }
      }
    }
    return length;
  }
}
