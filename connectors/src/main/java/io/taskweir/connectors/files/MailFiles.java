package io.taskweir.connectors.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Turns paths into messages, in the same order every time: a file is one message, an mbox as many
 * as it holds, a folder what all its files hold, at any depth, and a Maildir what lies in its
 * {@code cur} and {@code new}.
 *
 * <p>A file is an mbox by its name and its first line together, since single messages also begin
 * with a {@code From } line when they were cut out of one:
 *
 * <ul>
 *   <li>named {@code mbox}, {@code *.mbox} or {@code *.mbx}: its first line begins with {@code From
 *       }; an empty one holds nothing;
 *   <li>a name without a dot that is not a number ({@code Inbox}, {@code Sent}): its first line is
 *       {@code From }, a sender and a date;
 *   <li>any other name, and every file of a Maildir: one message, bytes untouched.
 * </ul>
 *
 * <p>Nothing is read whole: memory does not depend on the size of an mbox or of a message.
 */
public final class MailFiles {

  private static final int FIRST_LINE = 1024;

  private final List<Path> paths;

  private MailFiles(List<Path> paths) {
    this.paths = List.copyOf(paths);
  }

  /** Takes each message in turn. */
  public interface Reader {

    /** Reads {@code mail}, of which nothing remains afterwards. */
    void read(MailFile mail) throws IOException;
  }

  /** The mail below {@code paths}. */
  public static MailFiles of(List<Path> paths) {
    return new MailFiles(paths);
  }

  /**
   * Walks through everything without reading it, so that a wrong path is said before anything is
   * started.
   *
   * @return how many files there are; an mbox counts once
   * @throws UnreadableInputException for the first path that cannot be read
   */
  public long check() throws IOException {
    long[] count = {0};
    for (Path path : paths) {
      new MailWalk(
              (file, kind) -> {
                if (!Files.isReadable(file)) {
                  throw UnreadableInputException.because(file, "permission denied");
                }
                count[0]++;
              })
          .from(path);
    }
    return count[0];
  }

  /**
   * Hands every message to {@code reader}.
   *
   * @return how many there were
   * @throws UnreadableInputException for the first path that cannot be read
   */
  public long forEach(Reader reader) throws IOException {
    long[] count = {0};
    for (Path path : paths) {
      new MailWalk((file, kind) -> count[0] += read(file, kind, reader)).from(path);
    }
    return count[0];
  }

  private static long read(Path file, MailWalk.Kind kind, Reader reader) throws IOException {
    try (InputStream in = new BufferedInputStream(open(file), 1 << 16)) {
      Mbox mbox = kind == MailWalk.Kind.MAILDIR ? null : mbox(MailboxName.of(file), in);
      if (mbox != null) {
        return readAll(mbox, file, reader);
      }
      if (kind == MailWalk.Kind.FILE && isEmptyMailbox(file, in)) {
        return 0;
      }
      reader.read(new MailFile(file.toString(), in));
      return 1;
    }
  }

  private static long readAll(Mbox mbox, Path file, Reader reader) throws IOException {
    long number = 0;
    for (InputStream message = mbox.next(); message != null; message = mbox.next()) {
      number++;
      reader.read(new MailFile(file + "#" + number, message));
    }
    return number;
  }

  /** The file as an mbox; null where it is none. */
  @Nullable
  private static Mbox mbox(MailboxName name, InputStream in) throws IOException {
    if (name == MailboxName.MESSAGE) {
      return null;
    }
    byte[] start = peek(in);
    if (Separator.isDated(start, start.length)) {
      return new Mbox(in, true);
    }
    boolean undated = name == MailboxName.MAILBOX && Separator.isFrom(start, start.length);
    return undated ? new Mbox(in, false) : null;
  }

  private static boolean isEmptyMailbox(Path file, InputStream in) throws IOException {
    return MailboxName.of(file) == MailboxName.MAILBOX && peek(in).length == 0;
  }

  private static byte[] peek(InputStream in) throws IOException {
    in.mark(FIRST_LINE);
    byte[] start = in.readNBytes(FIRST_LINE);
    in.reset();
    return start;
  }

  private static InputStream open(Path file) throws IOException {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw UnreadableInputException.of(file, e);
    }
  }
}
