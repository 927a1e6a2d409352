package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.taskweir.engine.RecordingContext;
import io.taskweir.engine.Rejection;
import io.taskweir.state.BlobRef;
import io.taskweir.state.Content;
import io.taskweir.state.FailureClass;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LimitsOfMailTest {

  private static final String FROM = "From: a@example.com\nDate: Mon, 6 Jan 2025 10:00:00 +0100\n";
  private static final ParseLimits SMALL =
      new ParseLimits(2_000, 3, 4, 10, 15, 200, 300, 100_000, 50, 3);

  @Test
  void refusesAMessageThatIsTooLarge() {
    assertRefused(
        FROM + "\n" + "x\n".repeat(1_000), "bytes in the message: 2058, allowed are 2000");
  }

  @Test
  void believesNoSizeThatIsDeclaredTooSmall() throws Exception {
    byte[] bytes = (FROM + "\n" + "x\n".repeat(1_000)).getBytes(StandardCharsets.US_ASCII);
    try (RecordingContext<Mail> context = new RecordingContext<>()) {
      context.store(bytes);
      Content lying = Content.of(new BlobRef(Content.digestOf(bytes), 10));

      Rejection rejection =
          catchThrowableOfType(Rejection.class, () -> new ParseMail(SMALL).run(lying, context));

      assertThat(rejection).hasMessage("bytes in the message: more than the 2000 allowed");
    }
  }

  @Test
  void refusesNestingThatIsTooDeep() {
    assertRefused(nested(4), "MIME depth: more than the 3 allowed");
  }

  @Test
  void countsInnerMessagesAsNesting() {
    String inner = "From: a@example.com\nContent-Type: message/rfc822\n\n";

    assertRefused(inner.repeat(4) + FROM, "MIME depth: more than the 3 allowed");
  }

  @Test
  void refusesTooManyParts() {
    assertRefused(
        FROM + "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\n\n".repeat(5),
        "MIME parts: more than the 4 allowed");
  }

  @Test
  void refusesTooManyHeaders() {
    assertRefused(
        FROM + "X: y\n".repeat(9) + "\n", "header fields in one entity: more than the 10 allowed");
    assertRefused(
        FROM + "junk\n".repeat(9) + "\n", "header fields in one entity: more than the 10 allowed");
    assertRefused(
        FROM
            + "Content-Type: multipart/mixed; boundary=b\n\n"
            + ("--b\n" + "X: y\n".repeat(8) + "\nx\n").repeat(2),
        "header fields in all entities: more than the 15 allowed");
  }

  @Test
  void refusesAHeaderThatIsTooLong() {
    assertRefused(
        FROM + "To: a,\n" + " b,\n".repeat(60) + "\n",
        "bytes in a header field: more than the 200 allowed");
    assertRefused(
        FROM + "To: " + "a".repeat(400) + "\n\n", "bytes in a header line: 405, allowed are 300");
  }

  @Test
  void refusesALineOfTextThatIsTooLong() {
    assertRefused(FROM + "\n" + "x".repeat(301), "bytes in a line of text: 301, allowed are 300");
  }

  @Test
  void knowsNoLinesInBase64AndInAttachments() throws Exception {
    assertThat(
            parse(FROM + "Content-Transfer-Encoding: base64\n\n" + "eHh4".repeat(100))
                .text()
                .plain())
        .hasSize(50);
    assertThat(parse(FROM + "Content-Type: image/png\n\n" + "x".repeat(400)).attachments())
        .hasSize(1);
  }

  @Test
  void refusesABodyThatMakesTheSearchForBoundariesCostly() {
    String head = FROM + "Content-Type: multipart/mixed; boundary=\"" + "-".repeat(130) + "\"\n\n";
    ParseLimits limits = new ParseLimits(20_000, 3, 4, 10, 15, 200, 20_000, 100_000, 50, 3);
    byte[] message = (head + "-".repeat(10_000)).getBytes(StandardCharsets.US_ASCII);

    assertThat(catchThrowableOfType(Rejection.class, () -> ParsedMail.of(limits, message)))
        .hasMessage("steps in the search for boundaries: more than the 100000 allowed");
  }

  @Test
  void cutsTextAndLinksAndSaysSo() throws Exception {
    ParsedMail parsed =
        parse(FROM + "\nhttp://a.ex http://b.ex http://c.ex http://d.ex " + "x ".repeat(20));

    assertThat(parsed.text().plain()).hasSize(50);
    assertThat(parsed.links()).hasSize(3);
    assertThat(parsed.mail().defects()).containsExactly("TEXT_CUT", "LINKS_CUT");
  }

  @Test
  void keepsWhatIsWithinEveryLimit() throws Exception {
    assertThat(parse(nested(3)).text().plain()).isEqualTo("body");
  }

  @Test
  void refusesWhatHasNoHeaderOfAMessage() {
    for (String garbage :
        new String[] {"", "\0", "\n\n\n", "Dear Bob,\nhello", "PK\3\4 : \n:\n", "\r\r\r"}) {
      Rejection rejection = refusal(garbage);

      assertThat(rejection.reason()).isEqualTo("NOT_A_MESSAGE");
      assertThat(rejection.failureClass()).isEqualTo(FailureClass.POISON);
    }
  }

  private static String nested(int depth) {
    StringBuilder message = new StringBuilder(FROM);
    for (int i = 0; i < depth; i++) {
      message.append("Content-Type: multipart/mixed; boundary=b" + i + "\n\n--b" + i + "\n");
    }
    return message.append("\nbody").toString();
  }

  private static void assertRefused(String message, String detail) {
    Rejection rejection = refusal(message);

    assertThat(rejection).hasMessage(detail);
    assertThat(rejection.reason()).isEqualTo("LIMIT");
    assertThat(rejection.failureClass()).isEqualTo(FailureClass.LIMIT);
  }

  private static Rejection refusal(String message) {
    Rejection rejection = catchThrowableOfType(Rejection.class, () -> parse(message));
    assertThat(rejection).as("refusal of a message of %d bytes", message.length()).isNotNull();
    return rejection;
  }

  private static ParsedMail parse(String message) throws Exception {
    return ParsedMail.of(SMALL, message.getBytes(StandardCharsets.ISO_8859_1));
  }
}
