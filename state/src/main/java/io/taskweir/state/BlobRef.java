package io.taskweir.state;

/**
 * Where bytes lie that are too large to travel: their content's address in the blob store.
 *
 * @param sha256 the content's SHA-256, 64 lower-case hex digits
 * @param size its length in bytes
 */
public record BlobRef(String sha256, long size) {

  /** {@code sha256:size}, as headers and dead letters carry it. */
  public String text() {
    return sha256 + ":" + size;
  }

  /** Reads {@link #text}; anything else is an {@link IllegalArgumentException} that says so. */
  public static BlobRef parse(String text) {
    if (!text.matches("[0-9a-f]{64}:[0-9]{1,18}")) {
      throw new IllegalArgumentException(
          "blob reference: expected 64 hex digits, a colon and a size");
    }
    return new BlobRef(text.substring(0, 64), Long.parseLong(text.substring(65)));
  }
}
