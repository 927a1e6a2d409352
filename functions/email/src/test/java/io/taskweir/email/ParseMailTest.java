package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.taskweir.state.Content;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ParseMailTest {

  private static final String FROM =
      "From: Ann <ann@example.com>\nDate: Mon, 6 Jan 2025 10:00:00 +0100\n";

  @Test
  void readsWhatAMessageSaysOfItself() throws Exception {
    Mail mail =
        ParsedMail.of(
                """
                From: Ann Example <ann@example.com>
                Reply-To: other@example.org
                Subject: Lunch
                 on Friday
                Message-ID: <7@example.com>
                Date: Mon, 6 Jan 2025 10:00:00 +0100

                Hello
                """
                    .replace("\n", "\r\n"))
            .mail();

    assertThat(mail.from()).isEqualTo("Ann Example <ann@example.com>");
    assertThat(mail.replyTo()).isEqualTo("other@example.org");
    assertThat(mail.subject()).isEqualTo("Lunch on Friday");
    assertThat(mail.messageId()).isEqualTo("<7@example.com>");
    assertThat(mail.date()).isEqualTo(Instant.parse("2025-01-06T09:00:00Z"));
    assertThat(mail.sha256()).hasSize(64);
    assertThat(mail.defects()).isEmpty();
  }

  @Test
  void decodesEncodedWordsAndDropsTheSpaceBetweenThem() throws Exception {
    Mail mail =
        ParsedMail.of(
                FROM
                    + "Subject: =?utf-8?q?Gr=C3=BC?= =?UTF-8?B?w59l?= an =?iso-8859-1*de?q?_J=F6rg?=\n\n")
            .mail();

    assertThat(mail.subject()).isEqualTo("Gr\u00fc\u00dfe an J\u00f6rg");
    assertThat(mail.defects()).isEmpty();
  }

  @Test
  void joinsEncodedWordsThatWereSplitWithinACharacter() throws Exception {
    assertThat(
            ParsedMail.of(FROM + "Subject: =?utf-8?q?caf=C3?=\n =?utf-8?q?=A9?=\n\n")
                .mail()
                .subject())
        .isEqualTo("caf\u00e9");
  }

  @Test
  void leavesAnEncodedWordThatDoesNotEndAsItIs() throws Exception {
    Mail mail = ParsedMail.of(FROM + "Subject: =?utf-8?q?open\n\n").mail();

    assertThat(mail.subject()).isEqualTo("=?utf-8?q?open");
    assertThat(mail.defects()).containsExactly("ENCODED_WORD_UNFINISHED");
  }

  @Test
  void keepsBothAlternatives() throws Exception {
    MailText text =
        ParsedMail.of(
                FROM
                    + "Content-Type: multipart/alternative; boundary=\"b c\"\n\nignored\n"
                    + "--b c\nContent-Type: text/plain\n\nplain\n"
                    + "--b c\nContent-Type: text/html\n\n<p>html</p>\n--b c--\nignored\n")
            .text();

    assertThat(text).isEqualTo(new MailText("plain", "<p>html</p>"));
  }

  @Test
  void joinsTextsInTheOrderOfTheirParts() throws Exception {
    assertThat(ParsedMail.of(mixed("\none", "\ntwo")).text())
        .isEqualTo(new MailText("one\ntwo", null));
  }

  @Test
  void undoesTransferEncodingAndCharset() throws Exception {
    assertThat(
            ParsedMail.of(
                    FROM
                        + "Content-Type: text/plain; charset=\"koi8-r\"\n"
                        + "Content-Transfer-Encoding: quoted-printable\n\n=F0=D2=C9=\n=D7=C5=D4")
                .text()
                .plain())
        .isEqualTo("\u041f\u0440\u0438\u0432\u0435\u0442");
  }

  @Test
  void readsOnBehindPaddingInTheMiddleOfBase64() throws Exception {
    assertThat(
            ParsedMail.of(FROM + "Content-Transfer-Encoding: base64\n\nYWI=\nY2Q=\n")
                .text()
                .plain())
        .isEqualTo("abcd");
  }

  @Test
  void takesTheCharsetThatHtmlDeclaresWhereThePartDeclaresNone() throws Exception {
    assertThat(
            ParsedMail.of(
                    FROM + "Content-Type: text/html\n\n<meta charset=\"windows-1251\">\u00cf\u00f0")
                .text()
                .html())
        .endsWith("\u041f\u0440");
  }

  @Test
  void attachesWhatIsNoTextAndWhatSaysItIsAnAttachment() throws Exception {
    ParsedMail parsed =
        ParsedMail.of(
            mixed(
                "Content-Type: text/plain\nContent-Disposition: attachment; filename=notes.txt\n\nnotes",
                "Content-Type: Image/PNG\nContent-Transfer-Encoding: base64\n\niVBORw==",
                "\nseen"));

    assertThat(parsed.text()).isEqualTo(new MailText("seen", null));
    assertThat(parsed.attachments())
        .extracting(Attachment::name, Attachment::declaredType, a -> a.content().size())
        .containsExactly(tuple("notes.txt", "text/plain", 5L), tuple(null, "image/png", 4L));
  }

  @Test
  void showsAndAttachesAnInlineTextThatHasAFileName() throws Exception {
    ParsedMail parsed = ParsedMail.of(mixed("Content-Type: text/html; name=a.html\n\n<b>x</b>"));

    assertThat(parsed.text().html()).isEqualTo("<b>x</b>");
    assertThat(parsed.attachments()).extracting(Attachment::name).containsExactly("a.html");
  }

  @Test
  void joinsAndDecodesContinuedFileNames() throws Exception {
    assertThat(
            nameOf(
                "Content-Disposition: attachment;\n filename*1*=%C3%BCr%20Ann;\n"
                    + " filename*0*=utf-8'de'Bericht%20f; filename*2=\".pdf\""))
        .isEqualTo("Bericht f\u00fcr Ann.pdf");
  }

  @Test
  void readsFileNamesTheWayTheyAreWrongInRealMail() throws Exception {
    assertThat(nameOf("Content-Disposition: attachment; filename=two words.txt"))
        .isEqualTo("two words.txt");
    assertThat(nameOf("Content-Disposition: attachment; filename=\"=?utf-8?b?w6Q=?=.txt\""))
        .isEqualTo("\u00e4.txt");
    assertThat(nameOf("Content-Type: application/pdf; name=\"a \\\"b\\\".pdf\""))
        .isEqualTo("a \"b\".pdf");
    assertThat(nameOf("Content-Type: application/pdf (a (b)) ; name=\"open.pdf"))
        .isEqualTo("open.pdf");
  }

  @Test
  void opensInnerMessagesAsPartsOfTheOuterOne() throws Exception {
    ParsedMail parsed =
        ParsedMail.of(
            mixed(
                "\nouter",
                "Content-Type: message/rfc822\n\nFrom: evil@example.net\nSubject: inner\n\nsee http://inner.example/"));

    assertThat(parsed.mail().from()).isEqualTo("Ann <ann@example.com>");
    assertThat(parsed.mail().subject()).isNull();
    assertThat(parsed.text().plain()).contains("outer", "see http://inner.example/");
    assertThat(parsed.links()).extracting(Link::host).containsExactly("inner.example");
  }

  @Test
  void emitsOneEmptyTextForAHeaderWithoutBody() throws Exception {
    assertThat(ParsedMail.of(FROM).text().plain()).isNullOrEmpty();
  }

  @Test
  void readsAMessageWhoseLinesEndInCarriageReturns() throws Exception {
    ParsedMail parsed = ParsedMail.of((FROM + "Subject: old\n\nhello").replace('\n', '\r'));

    assertThat(parsed.mail().subject()).isEqualTo("old");
    assertThat(parsed.text().plain()).isEqualTo("hello");
    assertThat(parsed.mail().defects()).containsExactly("BARE_CARRIAGE_RETURNS");
  }

  @Test
  void passesOverTheEnvelopeLineOfAnMbox() throws Exception {
    assertThat(ParsedMail.of("From ann Mon Jan  6 10:00:00 2025\n" + FROM + "\nx").mail().defects())
        .isEmpty();
  }

  @Test
  void travelsToAnotherMachine() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(new ParseMail());

    assertThat(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject())
        .isInstanceOf(ParseMail.class);
  }

  @Test
  void givesTheSameIdentityToTheSameWorkOnly() {
    Link plain = new Link("http://a.example/", "a.example", true, null);
    Attachment pdf =
        new Attachment(
            "a.pdf", "application/pdf", Content.of("x".getBytes(StandardCharsets.UTF_8)));

    assertThat(plain.identity())
        .isNotEqualTo(new Link(plain.url(), plain.host(), true, "b.example").identity());
    assertThat(plain.identity()).isEqualTo("http://a.example/");
    assertThat(new Link(plain.url(), plain.host(), true, null, "0x1").identity())
        .isNotEqualTo(plain.identity())
        .isNotEqualTo(new Link(plain.url(), plain.host(), true, "0x1").identity());
    assertThat(pdf.identity())
        .isNotEqualTo(new Attachment("a.exe", pdf.declaredType(), pdf.content()).identity());
  }

  static String mixed(String... parts) {
    return FROM
        + "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
        + String.join("\n--b\n", parts)
        + "\n--b--\n";
  }

  private static String nameOf(String header) throws Exception {
    return ParsedMail.of(mixed(header + "\n\nx")).attachments().get(0).name();
  }
}
