package io.taskweir.email;

import io.taskweir.state.Content;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.james.mime4j.stream.RawField;

/** The fields of the message itself that a reader sees; the first of equal names counts. */
final class MessageHeader {

  private static final Set<String> READ =
      Set.of("message-id", "subject", "from", "reply-to", "date");

  /** Fields that make a text a message even where it begins with lines that are none. */
  private static final Set<String> TELLING =
      Set.of(
          "from",
          "to",
          "cc",
          "subject",
          "date",
          "received",
          "message-id",
          "return-path",
          "mime-version",
          "content-type",
          "reply-to",
          "sender",
          "delivered-to");

  private final Defects defects;
  private final SenderFields sender = new SenderFields();
  private final Set<String> seen = new HashSet<>();
  private boolean telling;
  @Nullable private String messageId;
  @Nullable private String subject;
  @Nullable private String from;
  @Nullable private String replyTo;
  @Nullable private Instant date;

  MessageHeader(Defects defects) {
    this.defects = defects;
  }

  void add(RawField field) {
    String name = field.getNameLowerCase();
    telling |= TELLING.contains(name);
    sender.add(field);
    if (!READ.contains(name)) {
      return;
    }
    if (!seen.add(name)) {
      defects.add("DUPLICATE_HEADER", name);
      return;
    }
    String text = HeaderText.displayed(field, defects);
    switch (name) {
      case "message-id" -> messageId = text;
      case "subject" -> subject = text;
      case "from" -> from = text;
      case "reply-to" -> replyTo = text;
      default -> {
        date = MailDate.parse(text);
        if (date == null) {
          defects.add("INVALID_DATE");
        }
      }
    }
  }

  /** Whether any field is one that hardly stands in anything but a message. */
  boolean isTelling() {
    return telling;
  }

  Mail mail(String sha256) {
    if (!seen.contains("from")) {
      defects.add("MISSING_FROM");
    }
    if (!seen.contains("date")) {
      defects.add("MISSING_DATE");
    }
    return new Mail(sha256, messageId, subject, from, replyTo, date, defects.list());
  }

  /** What the message says of its sender; {@code message} goes with it where it is signed. */
  Sender sender(Content message) {
    return new Sender(
        from,
        sender.fromFields(),
        replyTo,
        sender.returnPath(),
        sender.sender(),
        sender.recipients(),
        messageId,
        date,
        sender.received(),
        sender.results(),
        sender.isList(),
        sender.isSigned() ? message : null);
  }
}
