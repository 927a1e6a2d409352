package io.taskweir.state;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.annotation.Nullable;

/**
 * What came in, unparsed: either the bytes or, where they are large, the blob that holds them.
 *
 * @param digest the bytes' SHA-256, 64 lower-case hex digits
 * @param bytes the bytes; null where {@code blob} holds them
 * @param blob where the bytes lie; null where they are here
 */
public record Content(String digest, @Nullable byte[] bytes, @Nullable BlobRef blob) {

  /** Bytes that are small enough to travel. */
  public static Content of(byte[] bytes) {
    return new Content(digestOf(bytes), bytes, null);
  }

  /** Bytes that lie in the blob store. */
  public static Content of(BlobRef blob) {
    return new Content(blob.sha256(), null, blob);
  }

  /** The SHA-256 of {@code bytes}, 64 lower-case hex digits. */
  public static String digestOf(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** How many bytes there are, wherever they lie. */
  public long size() {
    return blob != null ? blob.size() : bytes.length;
  }

  /** Opens the bytes, wherever they lie. */
  public InputStream open(BlobStore store, String tenant) throws IOException {
    return blob != null ? store.open(tenant, blob) : new ByteArrayInputStream(bytes);
  }
}
