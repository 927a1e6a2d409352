package io.taskweir.email;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Counts what the archives of one attachment produce, in all and at every level, and stops at the
 * first byte past a limit by {@link LimitPassed}.
 */
final class ArchiveBudget {

  private final ArchiveLimits limits;
  private final long mostBytes;
  private long bytes;
  private int entries;

  /**
   * The budget of one attachment.
   *
   * @param size of the attachment, in bytes
   */
  ArchiveBudget(ArchiveLimits limits, long size) {
    this.limits = limits;
    this.mostBytes = Math.max(limits.ratioFrom(), size * limits.ratio());
  }

  /** Takes an entry. */
  void entry() {
    if (++entries > limits.entries()) {
      throw new LimitPassed("archive entries", limits.entries());
    }
  }

  /** Takes an archive at {@code depth}, the attachment's own being 1. */
  void enter(int depth) {
    if (depth > limits.depth()) {
      throw new LimitPassed("archives within archives", limits.depth());
    }
  }

  /** Takes bytes that were produced. */
  void produced(int count) {
    bytes += count;
    if (bytes > limits.bytes()) {
      throw new LimitPassed("bytes unpacked", limits.bytes());
    }
    if (bytes > mostBytes) {
      throw new LimitPassed("bytes unpacked for each byte packed", limits.ratio());
    }
  }

  /** Whether a document may be looked into at {@code depth}: in the deepest archive, no deeper. */
  boolean allowsDocument(int depth) {
    return depth <= limits.depth() + 1;
  }

  /** What headers may take in memory, in bytes. */
  int headerBytes() {
    return limits.headerBytes();
  }

  /** {@code unpacked}, of which every byte that is read is taken. */
  InputStream counting(InputStream unpacked) {
    return new FilterInputStream(unpacked) {
      @Override
      public int read() throws IOException {
        int b = in.read();
        produced(b < 0 ? 0 : 1);
        return b;
      }

      @Override
      public int read(byte[] to, int from, int length) throws IOException {
        int count = in.read(to, from, length);
        produced(Math.max(0, count));
        return count;
      }
    };
  }

  /** {@code packed} with a bound on what may be read of it between two entries. */
  Headers headers(InputStream packed) {
    return new Headers(packed, limits.headerBytes());
  }

  /**
   * Archive readers keep names in memory, however long: so what they may read of them is bounded.
   */
  static final class Headers extends FilterInputStream {

    private final int most;
    private long left = Long.MAX_VALUE;

    private Headers(InputStream in, int most) {
      super(in);
      this.most = most;
    }

    /** From here on headers are read, and no more than the limit of them. */
    void begin() {
      left = most;
    }

    /** From here on an entry's bytes are read. */
    void end() {
      left = Long.MAX_VALUE;
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      take(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      int count = in.read(to, from, length);
      take(Math.max(0, count));
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = in.skip(count);
      take(skipped);
      return skipped;
    }

    private void take(long count) {
      left -= count;
      if (left < 0) {
        throw new LimitPassed("bytes of one archive header", most);
      }
    }
  }
}
