package io.taskweir.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Files of one attempt, for what is larger than memory: gone when the attempt ends, however it
 * ends.
 */
public interface Scratch {

  /** The directory, made when first asked for. */
  Path directory() throws IOException;

  /**
   * Creates a file to write to.
   *
   * @param name a plain file name
   * @return a stream that throws {@link QuotaExceeded} once all files of the attempt together pass
   *     the quota
   */
  OutputStream create(String name) throws IOException;

  /** The attempt has written more than its quota: an error of class RESOURCE, retried. */
  final class QuotaExceeded extends IOException {

    private static final long serialVersionUID = 1L;

    /** Says the quota, in bytes. */
    public QuotaExceeded(long quota) {
      super("scratch quota of " + quota + " bytes exceeded");
    }
  }
}
