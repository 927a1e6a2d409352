package io.taskweir.email;

import io.taskweir.engine.Output;
import io.taskweir.engine.Rejection;
import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import io.taskweir.state.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.james.mime4j.MimeException;

/**
 * Takes a message apart: its texts as one, its links, its attachments, and what it says of itself.
 *
 * <p>What a mail client would display is never refused: broken charsets, encodings, boundaries,
 * dates and headers are {@linkplain Mail#defects() defects}. Rejections: {@code LIMIT} where one of
 * the {@link ParseLimits} is passed, and {@code NOT_A_MESSAGE} where there is no header of a
 * message.
 *
 * <p>Costs one pass over the bytes; holds the largest single attachment in memory, and the texts.
 */
public final class ParseMail implements TaskFunction<Content, Mail> {

  private static final long serialVersionUID = 1L;

  /** What the message displays; exactly one a message. */
  public static final Output<MailText> TEXT = Output.of("text", MailText.class);

  /** Where the message leads to, each target and displayed host once, in order. */
  public static final Output<Link> LINKS = Output.of("links", Link.class);

  /** What the message carries besides its text, in order. */
  public static final Output<Attachment> ATTACHMENTS = Output.of("attachments", Attachment.class);

  /** Who sent the message and which way it came; exactly one a message. */
  public static final Output<Sender> SENDER = Output.of("sender", Sender.class);

  /** The message as the trained model sees it; exactly one a message. */
  public static final Output<MailSample> SAMPLE = Output.of("sample", MailSample.class);

  private final ParseLimits limits;

  /** With the default limits. */
  public ParseMail() {
    this(ParseLimits.defaults());
  }

  /** With limits of its own. */
  public ParseMail(ParseLimits limits) {
    this.limits = limits;
  }

  /** Reads one link, which loads the lists of domains and characters: a second, but once. */
  @Override
  public void open() {
    new LinkFinder(1, new Defects())
        .linksOf(new MailText(null, "<a href='http://m\u00fcnchen.example/'>example.com</a>"));
  }

  @Override
  public List<Output<?>> outputs() {
    return List.of(TEXT, LINKS, ATTACHMENTS, SENDER, SAMPLE);
  }

  @Override
  public void run(Content message, TaskContext<Mail> context) throws IOException, Rejection {
    if (message.size() > limits.messageBytes()) {
      throw Rejection.limit(
          "bytes in the message: " + message.size() + ", allowed are " + limits.messageBytes());
    }
    try (InputStream in = context.open(message)) {
      parse(in, message, context);
    } catch (LimitPassed e) {
      throw Rejection.limit(e.getMessage());
    } catch (MimeException e) {
      throw new Rejection("NOT_A_MESSAGE", "the MIME parser gave up: " + e.getMessage());
    }
  }

  private void parse(InputStream in, Content message, TaskContext<Mail> context)
      throws IOException, MimeException, Rejection {
    MessageReader reader = new MessageReader(in, limits, context);
    reader.read();
    if (!reader.isMessage()) {
      throw new Rejection(
          "NOT_A_MESSAGE",
          reader.bytesRead()
              + " bytes without the header of a message: no field, or none expected");
    }
    MailText text = reader.text();
    for (Link link : new LinkFinder(limits.links(), reader.defects()).linksOf(text)) {
      context.emit(LINKS, link);
    }
    context.emit(TEXT, text);
    context.emit(SENDER, reader.sender(message));
    Mail mail = reader.mail(message.digest());
    context.emit(SAMPLE, reader.sample(mail, text));
    context.emit(mail);
  }
}
