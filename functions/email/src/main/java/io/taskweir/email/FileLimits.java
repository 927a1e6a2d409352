package io.taskweir.email;

import java.io.Serializable;

/**
 * The bounds on looking into the files of one attachment, beside those on archives. What passes one
 * is left, {@link AttachmentFinding#incomplete} says so, and the rest of the finding stands.
 *
 * @param documentBytes bytes of one document, image or page that is looked into: it is held in
 *     memory, at most one a level of nesting
 * @param partBytes bytes of one part of a document that is looked at: XML, a stream, a text
 * @param inflatedBytes bytes that the streams of one PDF, or the macros of one document, may unpack
 *     to
 * @param pixels pixels of all images that are decoded together; a decoded one takes 4 bytes
 * @param links links of one attachment that are followed up
 * @param items attributes of a TNEF, parts of a message, entries of an OLE2 directory, and streams
 *     of a PDF, each counted by file
 */
public record FileLimits(
    int documentBytes, int partBytes, int inflatedBytes, int pixels, int links, int items)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The limits of a stage that sets none. */
  public static FileLimits defaults() {
    return new FileLimits(20_000_000, 4_000_000, 30_000_000, 16_000_000, 50, 4_096);
  }
}
