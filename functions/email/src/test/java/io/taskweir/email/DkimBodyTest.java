package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two canonical forms of a body, against the same said shorter and slower. */
class DkimBodyTest {

  /** R and N stand for CR and LF, T for a tab. */
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "'','RN',''",
        "'RN','RN',''",
        "'RNRNRN','RN',''",
        "' RN',' RN',''",
        "'a','aRN','aRN'",
        "'aRN','aRN','aRN'",
        "'aRNRNRN','aRN','aRN'",
        "'aNNb','aRNRNbRN','aRNRNbRN'",
        "' a RNbT T cRN',' a RNbT T cRN',' aRNb cRN'",
        "'aRbRN','aRbRN','aRbRN'",
        "'aR','aRRN','aRRN'"
      })
  void hasTheFormsOfTheStandard(String body, String simple, String relaxed) throws IOException {
    assertThat(digest(written(body), false)).isEqualTo(Sha256.of(bytes(written(simple))));
    assertThat(digest(written(body), true)).isEqualTo(Sha256.of(bytes(written(relaxed))));
  }

  @Test
  void agreesWithTheStandardsWords() throws IOException {
    Random random = new Random(8);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder body = new StringBuilder();
      int length = random.nextInt(30);
      for (int i = 0; i < length; i++) {
        body.append("ab \t\n\n".charAt(random.nextInt(6)));
      }
      String crlf = body.toString().replace("\n", "\r\n");

      assertThat(digest(crlf, false)).as(crlf).isEqualTo(Sha256.of(bytes(simple(crlf))));
      assertThat(digest(crlf, true)).as(crlf).isEqualTo(Sha256.of(bytes(relaxed(crlf))));
    }
  }

  @Test
  void countsAsMuchAsItIsTold() throws IOException {
    DkimBody body = new DkimBody(true, 3, Sha256.digest());
    DkimBody.read(new ByteArrayInputStream(bytes("a  b  c\r\n\r\n")), List.of(body));

    assertThat(body.digest()).isEqualTo(Sha256.of(bytes("a b")));
    assertThat(body.size()).isEqualTo(7);
  }

  private static String simple(String body) {
    String text = body;
    while (text.endsWith("\r\n\r\n")) {
      text = text.substring(0, text.length() - 2);
    }
    return text.endsWith("\r\n") ? text : text + "\r\n";
  }

  private static String relaxed(String body) {
    StringBuilder all = new StringBuilder();
    for (String line : body.split("\r\n", -1)) {
      all.append(line.replaceAll("[ \t]+", " ").replaceAll(" $", "")).append("\r\n");
    }
    String text = all.toString();
    while (text.endsWith("\r\n\r\n")) {
      text = text.substring(0, text.length() - 2);
    }
    return text.equals("\r\n") ? "" : text;
  }

  private static byte[] digest(String text, boolean relaxed) throws IOException {
    DkimBody body = new DkimBody(relaxed, -1, Sha256.digest());
    DkimBody.read(new ByteArrayInputStream(bytes(text)), List.of(body));
    return body.digest();
  }

  private static String written(String text) {
    return text.replace('R', '\r').replace('N', '\n').replace('T', '\t');
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
