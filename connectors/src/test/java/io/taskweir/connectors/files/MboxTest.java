package io.taskweir.connectors.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MboxTest {

  private static final String FROM = "From ann@example.org Mon Jan  1 10:00:00 2024\n";

  @Test
  void cutsAtEverySeparatorAndDropsTheFormatsBlankLine() throws IOException {
    assertThat(messages(FROM + "Subject: a\n\none\n\n" + FROM + "Subject: b\n\ntwo\n\n"))
        .containsExactly("Subject: a\n\none\n", "Subject: b\n\ntwo\n");
  }

  @Test
  void keepsBlankLinesThatAreTheMessagesOwn() throws IOException {
    assertThat(messages(FROM + "a\n\n\n\nb\n\n\n\n" + FROM + "c\n"))
        .containsExactly("a\n\n\n\nb\n\n\n", "c\n");
  }

  @Test
  void keepsLineEndsOfEitherKind() throws IOException {
    String from = FROM.replace("\n", "\r\n");
    assertThat(messages(from + "a\r\n\r\nb\r\n\r\n" + from + "c\r\n\r\n"))
        .containsExactly("a\r\n\r\nb\r\n", "c\r\n");
  }

  @Test
  void takesOneQuoteOffFromLines() throws IOException {
    assertThat(messages(FROM + "a\n\n>From here\n>>From there\n> From you\n>Fromage\nx >From\n"))
        .containsExactly("a\n\nFrom here\n>From there\n> From you\n>Fromage\nx >From\n");
  }

  @Test
  void leavesAFromLineWithoutADateInItsMessage() throws IOException {
    assertThat(messages(FROM + "a\n\nFrom now on all is well.\n\n" + FROM + "b\n"))
        .containsExactly("a\n\nFrom now on all is well.\n", "b\n");
  }

  @Test
  void cutsAtADatedSeparatorWithoutABlankLineBefore() throws IOException {
    assertThat(messages(FROM + "a\n\none\n" + FROM + "b\n\ntwo"))
        .containsExactly("a\n\none\n", "b\n\ntwo");
  }

  @Test
  void cutsAtUndatedSeparatorsAfterBlankLinesWhereTheFileHasNoDates() throws IOException {
    assertThat(undated("From ann\na\n\nb\nFrom here\n\nFrom bob\nc\n"))
        .containsExactly("a\n\nb\nFrom here\n", "c\n");
  }

  @Test
  void givesAnEmptyMessageForASeparatorAlone() throws IOException {
    assertThat(messages(FROM)).containsExactly("");
    assertThat(messages(FROM + FROM + "a\n")).containsExactly("", "a\n");
    assertThat(messages(FROM.strip())).containsExactly("");
  }

  @Test
  void readsLinesOfAnyLength() throws IOException {
    String line = "x".repeat(3 * Lines.LONGEST) + FROM.strip() + "x".repeat(70_000);
    String quoted = ">From " + "y".repeat(2 * Lines.LONGEST) + "\n";
    String from = FROM.strip() + " " + "z".repeat(2 * Lines.LONGEST) + "\n";

    assertThat(messages(from + line + "\n" + quoted + "\n" + from + "b\n"))
        .containsExactly(line + "\n" + quoted.substring(1), "b\n");
  }

  @Test
  void takesEveryByteAsItIs() throws IOException {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    String message = new String(all, ISO_8859_1) + "\n";

    assertThat(messages(FROM + message)).containsExactly(message);
  }

  @Test
  void skipsWhatItsReaderLeft() throws IOException {
    String text = FROM + "first\n".repeat(50_000) + "\n" + FROM + "second\n";
    Mbox mbox = new Mbox(stream(text), true);

    InputStream first = mbox.next();
    assertThat(first.read()).isEqualTo('f');
    InputStream second = mbox.next();

    assertThat(first.read()).isEqualTo(-1);
    assertThat(new String(second.readAllBytes(), ISO_8859_1)).isEqualTo("second\n");
    assertThat(mbox.next()).isNull();
    assertThat(mbox.next()).isNull();
  }

  @Test
  void restoresWhatAnyWriterQuoted() throws IOException {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      List<String> written = new ArrayList<>();
      StringBuilder mbox = new StringBuilder();
      int count = 1 + random.nextInt(5);
      for (int i = 0; i < count; i++) {
        String message = randomMessage(random);
        written.add(message);
        mbox.append(FROM).append(quote(message)).append('\n');
      }
      assertThat(messages(mbox.toString())).as("seed %d", seed).isEqualTo(written);
    }
  }

  /** What an mboxrd writer does, the long way round. */
  private static String quote(String message) {
    return message.replaceAll("(?m)^(>*From )", ">$1");
  }

  private static String randomMessage(Random random) {
    String[] lines = {
      "\n", "From \n", ">From x\n", FROM, ">>" + FROM, "text\n", "> quote\n", ">\n"
    };
    StringBuilder message = new StringBuilder("Subject: x\n");
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      message.append(lines[random.nextInt(lines.length)]);
    }
    return message.toString();
  }

  private static List<String> messages(String text) throws IOException {
    return read(new Mbox(stream(text), true));
  }

  private static List<String> undated(String text) throws IOException {
    return read(new Mbox(stream(text), false));
  }

  private static List<String> read(Mbox mbox) throws IOException {
    List<String> messages = new ArrayList<>();
    for (InputStream message = mbox.next(); message != null; message = mbox.next()) {
      messages.add(new String(message.readAllBytes(), ISO_8859_1));
    }
    return messages;
  }

  /** Gives few bytes at a time, as a slow disk would. */
  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(ISO_8859_1)) {
      @Override
      public synchronized int read(byte[] buffer, int offset, int length) {
        return super.read(buffer, offset, Math.min(length, 1 + text.length() / 3));
      }
    };
  }
}
