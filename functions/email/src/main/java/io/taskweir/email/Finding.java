package io.taskweir.email;

import javax.annotation.Nullable;

/**
 * What one of a message's analyses found: exactly one of them is given. (One flat record and not
 * three of a sealed type, which Flink's serializer cannot keep.)
 *
 * @param text of its text
 * @param link of one of its links
 * @param attachment of one of its attachments
 * @param learned of the trained model
 */
public record Finding(
    @Nullable TextFinding text,
    @Nullable LinkFinding link,
    @Nullable AttachmentFinding attachment,
    @Nullable LearnedFinding learned) {

  /** A finding of the text. */
  public static Finding of(TextFinding text) {
    return new Finding(text, null, null, null);
  }

  /** A finding of a link. */
  public static Finding of(LinkFinding link) {
    return new Finding(null, link, null, null);
  }

  /** A finding of an attachment. */
  public static Finding of(AttachmentFinding attachment) {
    return new Finding(null, null, attachment, null);
  }

  /** What the trained model says. */
  public static Finding of(LearnedFinding learned) {
    return new Finding(null, null, null, learned);
  }
}
