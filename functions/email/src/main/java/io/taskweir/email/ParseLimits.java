package io.taskweir.email;

import java.io.Serializable;

/**
 * The bounds on one message. Passing one of the first group rejects the message with reason {@code
 * LIMIT}; passing one of the second cuts what is kept and lists a defect.
 *
 * @param messageBytes size of the message
 * @param depth multiparts and messages open at once
 * @param parts body parts and inner messages
 * @param headers header fields of one entity
 * @param headersInAll header fields of all entities
 * @param headerBytes one header field, all its folded lines
 * @param lineBytes one line of a header field or of displayed text; base64 has no line limit, since
 *     real senders write it in one line
 * @param boundaryWork steps that the search for boundaries may take, in worst case: what keeps a
 *     body of nothing but dashes from costing its size times the length of every open boundary
 * @param textChars characters kept of the plain text, and of the HTML
 * @param links links kept
 */
public record ParseLimits(
    long messageBytes,
    int depth,
    int parts,
    int headers,
    int headersInAll,
    int headerBytes,
    int lineBytes,
    long boundaryWork,
    int textChars,
    int links)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The limits of a stage that sets none. */
  public static ParseLimits defaults() {
    return new ParseLimits(
        25_000_000, 20, 500, 1_000, 10_000, 10_000, 64_000, 1_000_000_000L, 1_000_000, 500);
  }
}
