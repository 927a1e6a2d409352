package io.taskweir.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;

/**
 * Port to the store where large bytes lie once, addressed by their content and scoped by tenant.
 * Safe for concurrent use by many stages; writing the same bytes twice changes nothing.
 */
public interface BlobStore extends Serializable {

  /** Stores {@code bytes} and returns once they can be read by everyone. */
  BlobRef put(String tenant, byte[] bytes) throws IOException;

  /**
   * Opens a blob.
   *
   * @throws java.io.FileNotFoundException where it has expired or was never stored
   */
  InputStream open(String tenant, BlobRef ref) throws IOException;
}
