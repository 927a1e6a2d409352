package io.taskweir.email;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.annotation.Nullable;

/**
 * The {@code winmail.dat} of Outlook (MS-OXTNEF): its files are judged like attachments by
 * themselves, its HTML and its text like a page.
 */
final class TnefKind implements FileKind {

  private static final int SIGNATURE = 0x223E9F78;
  private static final int TITLE = 0x00018010;
  private static final int DATA = 0x0006800F;
  private static final int NEXT_ATTACHMENT = 0x00069002;
  private static final int PROPERTIES_OF_ATTACHMENT = 0x00069005;
  private static final int PROPERTIES_OF_MESSAGE = 0x00069003;
  private static final int BODY = 0x0002800C;
  private static final int NAME = 255;

  @Override
  public boolean covers(String type) {
    return type.equals("application/vnd.ms-tnef") || type.equals("application/ms-tnef");
  }

  @Override
  public void look(InnerFile file, Inspection inspection) throws IOException {
    ByteBuffer at = ByteBuffer.wrap(file.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    if (at.remaining() < 6 || at.getInt() != SIGNATURE) {
      throw new IOException("no TNEF");
    }
    at.getShort();
    new Reading(file, inspection).read(at);
  }

  /** One walk over the attributes; an attachment ends where the next begins, or at the end. */
  private static final class Reading {

    private final InnerFile file;
    private final Inspection inspection;
    @Nullable private String name;
    @Nullable private byte[] data;

    Reading(InnerFile file, Inspection inspection) {
      this.file = file;
      this.inspection = inspection;
    }

    void read(ByteBuffer at) throws IOException {
      int attributes = 0;
      while (at.remaining() >= 11) {
        if (++attributes > inspection.limits().items()) {
          inspection.giveUp("TNEF_ATTRIBUTES", file.name());
          break;
        }
        at.get();
        int id = at.getInt();
        int length = at.getInt();
        if (length < 0 || length > at.remaining()) {
          deliver();
          throw new IOException("a TNEF attribute longer than its file");
        }
        onAttribute(id, at.slice(at.position(), length).order(ByteOrder.LITTLE_ENDIAN));
        at.position(Math.min(at.limit(), at.position() + length + 2));
      }
      deliver();
    }

    private void onAttribute(int id, ByteBuffer value) throws IOException {
      switch (id) {
        case NEXT_ATTACHMENT -> deliver();
        case TITLE -> {
          if (name == null) {
            name = TnefProperties.text(bytes(value), false);
          }
        }
        case DATA -> data = bytes(value);
        case PROPERTIES_OF_ATTACHMENT -> {
          TnefProperties properties = TnefProperties.of(value, inspection.limits().items());
          name = properties.fileName() == null ? name : properties.fileName();
          data = properties.object() == null ? data : properties.object();
        }
        case PROPERTIES_OF_MESSAGE -> {
          byte[] html = TnefProperties.of(value, inspection.limits().items()).html();
          if (html != null) {
            inspection.delivered(null, "text/html", html, file.depth());
          }
        }
        case BODY ->
            inspection.follow(
                new MailText(new String(bytes(value), StandardCharsets.ISO_8859_1), null));
        default -> {}
      }
    }

    private void deliver() throws IOException {
      if (data != null) {
        String shown = name == null ? null : PlainText.line(name, NAME);
        inspection.delivered(shown, null, data, file.depth());
      }
      name = null;
      data = null;
    }

    private static byte[] bytes(ByteBuffer value) {
      byte[] bytes = new byte[value.remaining()];
      value.duplicate().get(bytes);
      return bytes;
    }
  }
}
