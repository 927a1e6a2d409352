package io.taskweir.connectors.blob;

import io.taskweir.state.BlobRef;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/**
 * A blob's bytes, which its end proves to be those of its address: whoever reads to the end has
 * read the right bytes or got an {@link IOException}. It costs one SHA-256 over what is read.
 */
final class VerifiedInputStream extends FilterInputStream {

  private final BlobRef ref;
  private final MessageDigest digest;
  private long count;
  private boolean ended;

  VerifiedInputStream(InputStream in, BlobRef ref) {
    this(in, ref, Sha256.start());
  }

  private VerifiedInputStream(InputStream in, BlobRef ref, MessageDigest digest) {
    super(new DigestInputStream(in, digest));
    this.ref = ref;
    this.digest = digest;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) {
      count += read;
    } else if (read < 0 && !ended) {
      ended = true;
      verify();
    }
    return read;
  }

  /** Skipped bytes count too, so they are read. */
  @Override
  public long skip(long bytes) throws IOException {
    byte[] buffer = new byte[(int) Math.min(8192, Math.max(0, bytes))];
    long skipped = 0;
    while (skipped < bytes) {
      int read = read(buffer, 0, (int) Math.min(buffer.length, bytes - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void verify() throws IOException {
    String found = Sha256.hex(digest);
    if (count != ref.size() || !found.equals(ref.sha256())) {
      throw new IOException(
          "blob %s is damaged: %d bytes expected, %d read with SHA-256 %s"
              .formatted(ref.sha256(), ref.size(), count, found));
    }
  }
}
