package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mail client would display is never refused: it is displayed, with its defects. */
class DefectsOfMailTest {

  private static final String FROM = "From: a@example.com\nDate: Mon, 6 Jan 2025 10:00:00 +0100\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Type: text/plain; charset=no-such\\n\\nhello|UNKNOWN_CHARSET:no-such",
        "Content-Type: text/plain; charset=utf-8\\n\\nhello \u00e4|UNDECODABLE_CHARSET:utf-8",
        "Subject: x\\n\\nhello \u00e4|EIGHT_BIT_WITHOUT_CHARSET",
        "Subject: \u00e4\\n\\nhello|EIGHT_BIT_HEADER",
        "Content-Transfer-Encoding: base64\\n\\naGVs*bG8=|BASE64_DAMAGED",
        "Content-Transfer-Encoding: quoted-printable\\n\\nhello =zz|QUOTED_PRINTABLE_DAMAGED",
        "Content-Transfer-Encoding: rot13\\n\\nhello|UNKNOWN_TRANSFER_ENCODING:rot13",
        "Content-Type: multipart/mixed\\n\\nhello|MULTIPART_WITHOUT_BOUNDARY",
        "Content-Type: multipart/mixed; boundary=b\\n\\nhello|MULTIPART_WITHOUT_PARTS",
        "Content-Type: multipart/mixed; boundary=b\\n\\n--b\\n\\nhello|MISSING_END_BOUNDARY",
        "Content-Type: plain\\n\\nhello|INVALID_CONTENT_TYPE:plain",
        "no colon here\\nSubject: x\\n\\nhello|INVALID_HEADER",
        "From: b@example.com\\n\\nhello|DUPLICATE_HEADER:from",
        "Content-Type: multipart/mixed; boundary=b\\n \\n--b\\n\\nhello\\n--b--|HEADER_RUNS_INTO_BODY",
        "Subject: x\\n\\nhel\\0lo|NUL_BYTES",
        "Content-Type: text/plain; x=\"open\\n\\nhello|UNCLOSED_QUOTE"
      })
  void showsTheTextAndNamesTheDefect(String escaped, String defect) throws Exception {
    String message = FROM + escaped.replace("\\n", "\n").replace("\\0", "\0");

    ParsedMail parsed = ParsedMail.of(message);

    assertThat(parsed.text().plain()).contains("hello");
    assertThat(parsed.mail().defects()).contains(defect);
  }

  @Test
  void readsUndeclaredBytesAsUtf8WhereTheyAreAndAsWindows1252WhereTheyAreNot() throws Exception {
    assertThat(ParsedMail.of(FROM + "\n\u00c3\u00a4").text().plain()).isEqualTo("\u00e4");
    assertThat(ParsedMail.of(FROM + "\n\u00e4\u0080").text().plain()).isEqualTo("\u00e4\u20ac");
  }

  @Test
  void keepsTheDeclaredCharsetWhereOnlyLittleOfItIsBroken() throws Exception {
    String japanese = "\u00c6\u00fc\u00cb\u00dc".repeat(20);
    String type = "Content-Type: text/plain; charset=euc-jp\n\n";

    ParsedMail parsed = ParsedMail.of(FROM + type + japanese + "\u00ff");

    assertThat(parsed.text().plain()).startsWith("\u65e5\u672c\u65e5\u672c").endsWith("\ufffd");
    assertThat(parsed.mail().defects()).containsExactly("UNDECODABLE_CHARSET:euc-jp");
  }

  @Test
  void showsLinesThatTheMissingBlankLineMadePartOfTheHeader() throws Exception {
    assertThat(ParsedMail.of(FROM + "Dear Bob\nclick here\n").text().plain())
        .isEqualTo("Dear Bob\nclick here\n");
  }

  @Test
  void doesNotLetAJunkLineHideTheFieldsBehindIt() throws Exception {
    ParsedMail parsed =
        ParsedMail.of(FROM + "--junk\nContent-Type: text/html\n\n<a href='http://x.example'>x</a>");

    assertThat(parsed.links()).extracting(Link::host).containsExactly("x.example");
  }

  @Test
  void showsAMultipartOfAnOverlongBoundaryAsText() throws Exception {
    ParsedMail parsed =
        ParsedMail.of(
            FROM + "Content-Type: multipart/mixed; boundary=" + "b".repeat(300) + "\n\nhello");

    assertThat(parsed.text().plain()).isEqualTo("hello");
    assertThat(parsed.mail().defects()).containsExactly("UNUSABLE_BOUNDARY");
  }

  @Test
  void namesEachDefectOnceAndNoAddress() throws Exception {
    assertThat(
            ParsedMail.of("Content-Transfer-Encoding: a@b.example\nDate: 1\nDate: 2\nDate: 3\n\nx")
                .mail()
                .defects())
        .containsExactly(
            "INVALID_DATE",
            "DUPLICATE_HEADER:date",
            "UNKNOWN_TRANSFER_ENCODING:a?b.example",
            "MISSING_FROM");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mon, 6 Jan 2025 10:00:00 +0100|2025-01-06T09:00:00Z",
        "6 Jan 25 10:00 EST|2025-01-06T15:00:00Z",
        "Monday, 06-Jan-97 10:00:00 GMT|1997-01-06T10:00:00Z",
        "Mon (day), 6 (x(y)) Jan 2025 10:00:00 -0130 (here)|2025-01-06T11:30:00Z",
        "Mon Jan  6 10:00:00 2025|2025-01-06T10:00:00Z",
        "2025-01-06T10:00:00+02:00|2025-01-06T08:00:00Z",
        "2025/01/06 Mon 10:00:00 CST|2025-01-06T16:00:00Z",
        "Sat, 31 Dec 2016 23:59:60 +0000|2016-12-31T23:59:59Z"
      })
  void readsDatesAsTheyOccur(String date, String instant) {
    assertThat(MailDate.parse(date)).hasToString(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "Mon, 32 Jan 2025 10:00:00 +0000",
        "Thu, 22 Aug 0102 12:07:35 +0800",
        "6 Jan 2025 99:00:00",
        "(((((",
        ":::::"
      })
  void readsNoDateWhereThereIsNone(String date) {
    assertThat(MailDate.parse(date)).isNull();
  }
}
