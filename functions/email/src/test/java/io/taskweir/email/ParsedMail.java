package io.taskweir.email;

import io.taskweir.engine.RecordingContext;
import io.taskweir.engine.Rejection;
import io.taskweir.state.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What {@link ParseMail} makes of a message, for tests. */
record ParsedMail(
    Mail mail, MailText text, List<Link> links, List<Attachment> attachments, Sender sender) {

  /** Parses a message whose characters are its bytes. */
  static ParsedMail of(String latin1) throws IOException, Rejection {
    return of(ParseLimits.defaults(), latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  static ParsedMail of(ParseLimits limits, byte[] message) throws IOException, Rejection {
    try (RecordingContext<Mail> context = new RecordingContext<>()) {
      new ParseMail(limits).run(Content.of(message), context);
      return new ParsedMail(
          one(context.results()),
          one(context.emitted(ParseMail.TEXT)),
          context.emitted(ParseMail.LINKS),
          context.emitted(ParseMail.ATTACHMENTS),
          one(context.emitted(ParseMail.SENDER)));
    }
  }

  private static <T> T one(List<T> values) {
    if (values.size() != 1) {
      throw new AssertionError("expected one, got " + values.size());
    }
    return values.get(0);
  }
}
