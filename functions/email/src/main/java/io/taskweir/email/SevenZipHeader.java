package io.taskweir.email;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * How much memory the header of a 7z archive unpacks to, read before the archive's reader allocates
 * it: some kilobytes can name gigabytes. The layout is that of 7zFormat.txt in the LZMA SDK.
 */
final class SevenZipHeader {

  private static final int START = 32;
  private static final int ENCODED_HEADER = 0x17;
  private static final int PACK_INFO = 0x06;
  private static final int UNPACK_INFO = 0x07;
  private static final int CODERS_UNPACK_SIZE = 0x0C;
  private static final int SIZE = 0x09;
  private static final int FOLDER = 0x0B;
  private static final int MOST_CODERS = 32;

  private final ByteBuffer bytes;
  private final int most;

  private SevenZipHeader(byte[] bytes, int most) {
    this.bytes = ByteBuffer.wrap(bytes);
    this.most = most;
  }

  /**
   * Looks at the header of an archive.
   *
   * @param most bytes that it may take, packed and unpacked
   * @throws LimitPassed where it takes more
   */
  static void check(Path archive, int most) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "r")) {
      byte[] start = new byte[START];
      file.readFully(start);
      ByteBuffer at = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
      long from = START + at.getLong(12);
      long size = at.getLong(20);
      if (from < START || size < 0 || from > file.length() || size > file.length() - from) {
        throw new EOFException("a 7z archive without its header");
      }
      if (size > most) {
        throw new LimitPassed("bytes of one archive header", most);
      }
      byte[] header = new byte[(int) size];
      file.seek(from);
      file.readFully(header);
      if (size > 0 && header[0] == ENCODED_HEADER) {
        new SevenZipHeader(header, most).checkEncoded();
      }
    }
  }

  private void checkEncoded() throws IOException {
    bytes.get();
    int id = bytes.get();
    if (id == PACK_INFO) {
      number();
      long streams = number();
      id = bytes.get();
      if (id == SIZE) {
        skipNumbers(streams);
        id = bytes.get();
      }
      if (id != 0) {
        throw new IOException("a packed 7z header of an unknown form");
      }
      id = bytes.get();
    }
    if (id != UNPACK_INFO || bytes.get() != FOLDER || number() != 1 || bytes.get() != 0) {
      throw new IOException("a packed 7z header of an unknown form");
    }
    long outputs = coders();
    if (bytes.get() != CODERS_UNPACK_SIZE) {
      throw new IOException("a packed 7z header of an unknown form");
    }
    for (long i = 0; i < outputs; i++) {
      long size = number();
      if (size < 0 || size > most) {
        throw new LimitPassed("bytes of one archive header", most);
      }
    }
  }

  /** Reads past the coders of a folder, and says how many outputs they have. */
  private long coders() throws IOException {
    long coders = atMost(number());
    long inputs = 0;
    long outputs = 0;
    for (long i = 0; i < coders; i++) {
      int flags = bytes.get();
      bytes.position(bytes.position() + (flags & 0x0F));
      boolean complex = (flags & 0x10) != 0;
      inputs += complex ? atMost(number()) : 1;
      outputs += complex ? atMost(number()) : 1;
      if ((flags & 0x20) != 0) {
        int length = (int) Math.min(number(), most);
        bytes.position(bytes.position() + length);
      }
    }
    long pairs = outputs - 1;
    skipNumbers(2 * pairs);
    if (inputs - pairs > 1) {
      skipNumbers(inputs - pairs);
    }
    return outputs;
  }

  private static long atMost(long count) throws IOException {
    if (count < 0 || count > MOST_CODERS) {
      throw new IOException("a packed 7z header of " + count + " coders");
    }
    return count;
  }

  private void skipNumbers(long count) {
    for (long i = 0; i < count; i++) {
      number();
    }
  }

  /** A number of one to nine bytes: the leading ones of the first say how many follow. */
  private long number() {
    int first = bytes.get() & 0xFF;
    long value = 0;
    int mask = 0x80;
    for (int i = 0; i < 8; i++) {
      if ((first & mask) == 0) {
        return value | ((long) (first & (mask - 1)) << (8 * i));
      }
      value |= (long) (bytes.get() & 0xFF) << (8 * i);
      mask >>= 1;
    }
    return value;
  }
}
