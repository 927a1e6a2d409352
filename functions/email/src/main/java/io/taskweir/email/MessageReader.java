package io.taskweir.email;

import io.taskweir.engine.TaskContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import javax.annotation.Nullable;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Event;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RawField;

/**
 * Walks through one message, token by token, and never deeper than the limits allow: a multipart or
 * an inner message is counted when the parser announces it, before it opens it and before anything
 * is read of what lies within.
 *
 * <p>An inner message is displayed within the outer one, so its texts, links and attachments are
 * those of the outer one. A text with a file name is displayed and is an attachment too, since
 * clients do both, unless it is the whole message.
 */
final class MessageReader {

  /** Bytes read of one text: what 1,000,000 characters take at most, in base64. */
  private static final int BYTES_PER_CHAR = 6;

  private final ParseLimits limits;
  private final TaskContext<Mail> context;
  private final Defects defects = new Defects();
  private final MessageHeader header = new MessageHeader(defects);
  private final MessageText text;
  private final MailStructure structure = new MailStructure();
  private final FieldReader fields;
  private final MessageStream stream;
  private final MimeTokenStream tokens;
  private final PartBytes bytes = new PartBytes();
  private final Deque<Multipart> multiparts = new ArrayDeque<>();
  private int depth = -1;
  private int parts;
  private int messages;

  /** A multipart that is open: how many parts it has had, and what stands before the first. */
  private static final class Multipart {
    final int boundaryLength;
    int parts;
    @Nullable String preamble;

    Multipart(PartHeader header) {
      boundaryLength = header.boundary() == null ? 0 : header.boundary().length() + 2;
    }
  }

  MessageReader(InputStream in, ParseLimits limits, TaskContext<Mail> context) throws IOException {
    this.limits = limits;
    this.context = context;
    text = new MessageText(limits.textChars(), defects);
    fields = new FieldReader(limits, defects);
    stream = MessageStream.over(in, limits, defects);
    MimeConfig config =
        new MimeConfig.Builder()
            .setMaxLineLen(-1)
            .setMaxHeaderCount(-1)
            .setMaxHeaderLen(-1)
            .setMaxContentLen(-1)
            .build();
    tokens =
        new MimeTokenStream(
            config, new DefectMonitor(defects), fields, new PartHeaderReader(defects));
  }

  /** Reads to the end, emitting attachments on the way. */
  void read() throws IOException, MimeException {
    tokens.parse(stream);
    for (EntityState state = tokens.getState();
        state != EntityState.T_END_OF_STREAM;
        state = tokens.next()) {
      on(state);
    }
  }

  /** Whether what was read has the header of a message. */
  boolean isMessage() {
    return fields.fieldSeen() && (header.isTelling() || !fields.junkFirst());
  }

  long bytesRead() {
    return stream.bytesRead();
  }

  MailText text() {
    return text.text();
  }

  Defects defects() {
    return defects;
  }

  /** The message as the trained model sees it; asked for when all defects are known. */
  MailSample sample(Mail mail, MailText displayed) {
    return new MailSample(
        mail.subject(), displayed.plain(), displayed.html(), structure.tokens(mail.defects()));
  }

  /** The message's own description; asked for last, when all defects are known. */
  Mail mail(String sha256) {
    return header.mail(sha256);
  }

  private void on(EntityState state) throws IOException {
    switch (state) {
      case T_START_MESSAGE -> {
        if (messages++ > 0) {
          countPart();
        }
        descend();
      }
      case T_END_MESSAGE -> depth--;
      case T_START_BODYPART -> {
        countPart();
        multiparts.getLast().parts++;
      }
      case T_START_HEADER -> fields.startEntity();
      case T_FIELD -> {
        if (messages == 1 && multiparts.isEmpty()) {
          RawField field = (RawField) tokens.getField();
          header.add(field);
          structure.field(field.getNameLowerCase(), field.getBody());
        }
      }
      case T_START_MULTIPART -> {
        descend();
        openMultipart();
      }
      case T_PREAMBLE -> readPreamble();
      case T_END_MULTIPART -> {
        depth--;
        closeMultipart();
      }
      case T_BODY -> readBody((PartHeader) tokens.getBodyDescriptor());
      default -> {}
    }
  }

  private void countPart() {
    if (++parts > limits.parts()) {
      throw new LimitPassed("MIME parts", limits.parts());
    }
  }

  private void descend() {
    if (++depth > limits.depth()) {
      throw new LimitPassed("MIME depth", limits.depth());
    }
  }

  private void openMultipart() {
    PartHeader multipart = (PartHeader) tokens.getBodyDescriptor();
    if (TransferEncoding.of(multipart.encoding(), defects) != TransferEncoding.NONE) {
      defects.add("ENCODED_MULTIPART");
    }
    structure.open(multipart);
    multiparts.addLast(new Multipart(multipart));
    stream.openBoundaries(multiparts.stream().mapToInt(open -> open.boundaryLength).sum());
  }

  /** A multipart whose boundary never comes is shown as text. */
  private void closeMultipart() {
    structure.close();
    Multipart closed = multiparts.removeLast();
    stream.openBoundaries(multiparts.stream().mapToInt(open -> open.boundaryLength).sum());
    if (closed.parts == 0) {
      defects.add("MULTIPART_WITHOUT_PARTS");
      if (closed.preamble != null) {
        text.addPlain(closed.preamble);
      }
    }
  }

  private void readPreamble() throws IOException {
    Multipart open = multiparts.getLast();
    bytes.readFrom(tokens.getInputStream(), limits.textChars());
    open.preamble = bytes.text(plainText(), new Defects());
  }

  private static PartHeader plainText() {
    return new PartHeader("text/plain", null, null, "", "", null);
  }

  private void readBody(PartHeader part) throws IOException {
    boolean whole = parts == 0;
    boolean displayed = part.isText() && !part.isAttachment();
    boolean attached = !displayed || (part.fileName() != null && !whole);
    structure.part(part, attached);
    TransferEncoding encoding = TransferEncoding.of(part.encoding(), defects);
    bytes.readFrom(
        tokens.getInputStream(),
        attached ? Integer.MAX_VALUE : BYTES_PER_CHAR * limits.textChars());
    if (displayed && encoding != TransferEncoding.BASE64) {
      checkLines(bytes.longestLine());
    }
    if (bytes.isCut()) {
      defects.add("TEXT_CUT");
    }
    bytes.decode(encoding, defects);
    if (displayed) {
      display(part);
    }
    if (attached && (bytes.size() > 0 || part.fileName() != null)) {
      context.emit(
          ParseMail.ATTACHMENTS,
          new Attachment(part.fileName(), part.mimeType(), context.store(bytes.copy())));
    }
  }

  private void checkLines(int longest) {
    if (longest > limits.lineBytes()) {
      throw new LimitPassed("bytes in a line of text", longest, limits.lineBytes());
    }
    if (longest > 998 + 1) {
      defects.add("LONG_LINES");
    }
  }

  private void display(PartHeader part) {
    if (part.isHtml()) {
      text.addHtml(bytes.text(part, defects));
    } else if (bytes.size() > 0) {
      text.addPlain(bytes.text(part, defects));
    } else {
      byte[] junk = fields.junk();
      text.addPlain(MailCharset.decode(junk, 0, junk.length, part.charset(), defects));
    }
  }

  /** Turns what the parser complains of into defects, and lets it go on. */
  private static final class DefectMonitor extends DecodeMonitor {

    private final Defects defects;

    DefectMonitor(Defects defects) {
      this.defects = defects;
    }

    @Override
    public boolean warn(String error, String consequence) {
      if (error.equals(Event.MIME_BODY_PREMATURE_END.toString())) {
        defects.add("MISSING_END_BOUNDARY");
      } else if (error.toLowerCase(Locale.ROOT).contains("base64")) {
        defects.add("BASE64_DAMAGED");
      }
      return false;
    }

    @Override
    public boolean isListening() {
      return true;
    }
  }
}
