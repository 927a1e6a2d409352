package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MailStructureTest {

  private static final String TWO_PARTS =
      """
      From: Ann <ann@example.com>
      To: Bob <bob@example.com>
      Subject: The roof
      Date: Mon, 6 May 2024 10:00:00 +0200
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: text/plain; charset=UTF-8
      Content-Transfer-Encoding: 8bit

      Hello
      --b
      Content-Type: application/pdf; name=roof.PDF
      Content-Disposition: attachment
      Content-Transfer-Encoding: base64

      AAAA
      --b--
      """;

  @Test
  void tellsTheFormOfAMessage() throws Exception {
    MailSample sample = Samples.of(TWO_PARTS);

    assertThat(sample.subject()).isEqualTo("The roof");
    assertThat(sample.plain()).isEqualTo("Hello");
    assertThat(sample.html()).isNull();
    assertThat(sample.structure())
        .contains(
            "tree:multipart/mixed(text/plain,application/pdf,)",
            "type:application/pdf",
            "charset:utf-8",
            "encoding:8bit",
            "encoding:base64",
            "disposition:attachment",
            "file:pdf",
            "field:from",
            "form:from=Aa <a@>")
        .doesNotContain("field:message-id")
        .doesNotHaveDuplicates();
  }

  @Test
  void namesDefectsWithoutTheirDetail() throws Exception {
    assertThat(Samples.of("From: a@b\nSubject: x\nSubject: y\n\nz").structure())
        .contains("defect:DUPLICATE_HEADER", "defect:MISSING_DATE");
  }

  @Test
  void saysNothingOfListsRelaysAndOtherFilters() throws Exception {
    MailSample bare = Samples.of(TWO_PARTS);
    MailSample relayed =
        Samples.of(
            """
            Return-Path: <roof-bounces@lists.example.org>
            Delivered-To: bob@localhost
            Received: from relay.example.net by mx.example.com
            X-Spam-Status: Yes, score=30
            X-Spam-Flag: YES
            List-Id: Roofs <roofs.lists.example.org>
            List-Unsubscribe: <mailto:leave@lists.example.org>
            X-BeenThere: roofs@lists.example.org
            X-Mailman-Version: 2.1
            Precedence: list
            Sender: roofs-admin@lists.example.org
            Errors-To: roofs-admin@lists.example.org
            """
                + TWO_PARTS);

    assertThat(relayed).isEqualTo(bare);
  }

  @Test
  void staysSmallWhateverAMessageSays() throws Exception {
    StringBuilder parts =
        new StringBuilder("From: a@b\nContent-Type: multipart/mixed; boundary=b\n");
    for (int i = 0; i < 400; i++) {
      parts.append("\n--b\nContent-Type: text/x").append(i).append("; charset=\"");
      parts.append("long ".repeat(100)).append(i).append("\"\n\nx");
    }
    List<String> structure = Samples.of(parts + "\n--b--\n").structure();

    assertThat(structure).hasSize(MailStructure.MOST);
    assertThat(structure).allMatch(token -> token.length() <= MailStructure.LONGEST);
  }
}
