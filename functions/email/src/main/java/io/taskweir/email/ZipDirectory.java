package io.taskweir.email;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.annotation.Nullable;

/**
 * The entries of a zip archive by its central directory (APPNOTE 4.3.12), one at a time: for
 * archives that cannot be read as a stream, because an entry says its length only behind itself.
 */
final class ZipDirectory implements AutoCloseable {

  private static final int END = 22;
  private static final int COMMENT = 0xFFFF;
  private static final int HEADER = 46;
  private static final int LOCAL = 30;
  private static final int BUFFER = 1 << 14;

  /**
   * An entry.
   *
   * @param flags of which the first says that it is encrypted
   */
  record Entry(String name, int flags, int method, long size, long offset) {
    boolean isEncrypted() {
      return (flags & 1) != 0;
    }
  }

  private final RandomAccessFile file;
  private long at;

  ZipDirectory(Path archive) throws IOException {
    file = new RandomAccessFile(archive.toFile(), "r");
    at = start();
  }

  /** The next entry; null where there are no more. */
  @Nullable
  Entry next() throws IOException {
    if (at + HEADER > file.length()) {
      return null;
    }
    ByteBuffer header = read(at, HEADER);
    if (header.getInt(0) != 0x02014b50) {
      return null;
    }
    int name = header.getShort(28) & 0xFFFF;
    byte[] bytes = new byte[name];
    read(at + HEADER, name).get(bytes);
    at += HEADER + name + (header.getShort(30) & 0xFFFF) + (header.getShort(32) & 0xFFFF);
    return new Entry(
        new String(bytes, StandardCharsets.UTF_8),
        header.getShort(8),
        header.getShort(10),
        header.getInt(20) & 0xFFFFFFFFL,
        header.getInt(42) & 0xFFFFFFFFL);
  }

  /** The bytes of an entry; null where its method is not known here. */
  @Nullable
  InputStream open(Entry entry) throws IOException {
    ByteBuffer local = read(entry.offset(), LOCAL);
    int before = LOCAL + (local.getShort(26) & 0xFFFF) + (local.getShort(28) & 0xFFFF);
    InputStream packed = slice(entry.offset() + before, entry.size());
    return switch (entry.method()) {
      case 0 -> packed;
      case 8 -> new InflaterInputStream(packed, new Inflater(true), BUFFER);
      default -> null;
    };
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private long start() throws IOException {
    int length = (int) Math.min(file.length(), END + COMMENT);
    ByteBuffer tail = read(file.length() - length, length);
    for (int i = length - END; i >= 0; i--) {
      if (tail.getInt(i) == 0x06054b50) {
        return tail.getInt(i + 16) & 0xFFFFFFFFL;
      }
    }
    throw new EOFException("a zip archive without its directory");
  }

  private ByteBuffer read(long from, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.seek(from);
    file.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private InputStream slice(long from, long size) throws IOException {
    file.seek(from);
    InputStream rest = new BufferedInputStream(Channels.newInputStream(file.getChannel()), BUFFER);
    return new InputStream() {
      private long left = size;

      @Override
      public int read() throws IOException {
        int b = left > 0 ? rest.read() : -1;
        left -= b < 0 ? 0 : 1;
        return b;
      }

      @Override
      public int read(byte[] to, int offset, int length) throws IOException {
        int count = left > 0 ? rest.read(to, offset, (int) Math.min(left, length)) : -1;
        left -= Math.max(0, count);
        return count;
      }
    };
  }
}
