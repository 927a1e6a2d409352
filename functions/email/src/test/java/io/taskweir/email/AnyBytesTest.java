package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.taskweir.engine.Rejection;
import io.taskweir.state.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No byte sequence makes the parser do anything but parse or refuse, and all it says is JSON. */
class AnyBytesTest {

  /** What messages are made of, and what breaks them. */
  private static final List<String> PIECES =
      List.of(
          "From: a@b.example\n",
          "Subject: =?utf-8?q?=C3?= =?utf-8?b?pA==?=\n",
          "=?",
          "?=",
          "?q?",
          "Date: ",
          "6 Jan 2025 10:00:00 +0100\n",
          "Content-Type: multipart/mixed; boundary=b\n",
          "Content-Type: multipart/digest; boundary=\"b\"\n",
          "Content-Type: message/rfc822\n",
          "Content-Type: text/html; charset=",
          "utf-8\n",
          "utf-16\n",
          "iso-2022-jp\n",
          "x-no\n",
          "Content-Transfer-Encoding: base64\n",
          "Content-Transfer-Encoding: quoted-printable\n",
          "Content-Disposition: attachment; filename*0*=utf-8''%C3; filename*1*=%A4\n",
          "\n",
          "\r\n",
          "\r",
          "\n\n",
          "--b\n",
          "--b--\n",
          "--",
          " ",
          "\t",
          ":",
          ";",
          "\"",
          "(",
          ")",
          "\\",
          "=",
          "=\n",
          "=C3=A4",
          "w6Q=",
          "<a href='http://x.example/'>bank.com</a>",
          "<a href=\"",
          "<base href='http://y.example/z'>",
          "<!--",
          "&#xD800;",
          "http://0x7f.1/",
          "http://[::1]/",
          "http://xn--",
          "www.",
          "javascript:",
          "%",
          "%2e",
          "\u00ff",
          "\u00c3\u00a4",
          "\u00ed\u00a0\u0080",
          "\0",
          "\u001b$B",
          "\u00d8\u0000");

  @Property(tries = 1_000)
  void parsesOrRefusesAnyBytes(@ForAll byte[] bytes) throws IOException {
    assertParsesOrRefuses(bytes);
  }

  @Property(tries = 5_000)
  void parsesOrRefusesAnyMixtureOfPieces(@ForAll("mixtures") byte[] bytes) throws IOException {
    assertParsesOrRefuses(bytes);
  }

  @Property(tries = 2_000)
  void parsesAnyBodyOfAMessage(@ForAll("mixtures") byte[] body) throws Exception {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write("From: a@b.example\nSubject: x\n\n".getBytes(StandardCharsets.US_ASCII));
    message.write(body);

    assertThat(ParsedMail.of(ParseLimits.defaults(), message.toByteArray()).mail().subject())
        .isEqualTo("x");
  }

  @Provide
  Arbitrary<byte[]> mixtures() {
    return Arbitraries.of(PIECES)
        .list()
        .ofMaxSize(60)
        .map(pieces -> String.join("", pieces).getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void assertParsesOrRefuses(byte[] bytes) throws IOException {
    try {
      assertIsJson(ParsedMail.of(ParseLimits.defaults(), bytes));
    } catch (Rejection e) {
      assertThat(e.reason()).isIn("LIMIT", "NOT_A_MESSAGE");
      assertThat(e.getMessage()).doesNotContain("\n");
    }
  }

  private static void assertIsJson(ParsedMail parsed) throws IOException {
    assertThat(read(parsed.mail(), Mail.class)).isEqualTo(parsed.mail());
    assertThat(read(parsed.text(), MailText.class)).isEqualTo(parsed.text());
    for (Link link : parsed.links()) {
      assertThat(read(link, Link.class)).isEqualTo(link);
    }
    for (Attachment attachment : parsed.attachments()) {
      assertThat(read(attachment, Attachment.class).identity()).isEqualTo(attachment.identity());
    }
  }

  private static <T> T read(T value, Class<T> type) throws IOException, JsonProcessingException {
    return Json.mapper().readValue(Json.writeBytes(value), type);
  }
}
