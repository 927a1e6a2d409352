package io.taskweir.email;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.apache.james.mime4j.MimeException;

/** A message that is attached as a file: its text, its links, and its attachments by themselves. */
final class MessageKind implements FileKind {

  private final PageKind page;

  MessageKind(PageKind page) {
    this.page = page;
  }

  @Override
  public boolean covers(String type) {
    return type.equals("message/rfc822");
  }

  @Override
  public void look(InnerFile file, Inspection inspection) throws IOException {
    InnerMessage message = new InnerMessage();
    MessageReader reader =
        new MessageReader(new ByteArrayInputStream(file.bytes()), ParseLimits.defaults(), message);
    try {
      reader.read();
    } catch (LimitPassed e) {
      inspection.giveUp("MESSAGE_LIMIT", e.getMessage());
    } catch (MimeException e) {
      inspection.giveUp("BROKEN", file.name());
    }
    onText(reader.text(), inspection);
    List<Attachment> attachments = message.attachments();
    for (Attachment attachment : attachments) {
      inspection.delivered(
          attachment.name(), attachment.declaredType(), attachment.content().bytes(), file.depth());
    }
  }

  private void onText(MailText text, Inspection inspection) {
    if (text.html() != null) {
      page.text(HtmlText.of(text.html()).visible(), inspection);
    }
    if (text.plain() != null) {
      page.text(text.plain(), inspection);
    }
    inspection.follow(text);
  }
}
