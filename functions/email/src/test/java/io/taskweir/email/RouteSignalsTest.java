package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Received fields tell, in the forms that mail hosts write. */
class RouteSignalsTest {

  private static final String DAY = "; Mon, 6 Jan 2025 10:00:00 +0000";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          from a.example (b.example [192.0.2.1]) by mx.example (Postfix) with ESMTP id 1 for <x@y> | a.example | b.example | 192.0.2.1 | mx.example
          from a.example (root@b.example. [192.0.2.1] (may be forged)) by mx.example | a.example | b.example | 192.0.2.1 | mx.example
          from a.example (unknown [192.0.2.1]) by mx.example | a.example | - | 192.0.2.1 | mx.example
          from b.example (HELO a.example) (192.0.2.1) by mx.example with SMTP | a.example | b.example | 192.0.2.1 | mx.example
          from unknown (HELO 1) (192.0.2.1) by mx.example with SMTP | 1 | - | 192.0.2.1 | mx.example
          from unknown (HELO a.example) (192.0.2.1) by mx.example with SMTP | a.example | - | 192.0.2.1 | mx.example
          from b.example ([192.0.2.1] helo=a.example) by mx.example with esmtp (Exim) | a.example | b.example | 192.0.2.1 | mx.example
          from [192.0.2.1] (helo=a.example) by mx.example with esmtp | a.example | - | 192.0.2.1 | mx.example
          from [192.0.2.1] by mx.example with NNFMP | [192.0.2.1] | - | 192.0.2.1 | mx.example
          from a.example(b.example[192.0.2.1]) by mx.example (out4) | a.example | b.example | 192.0.2.1 | mx.example
          from a.example (b.example [IPv6:2001:db8::1]) by mx.example | a.example | b.example | 2001:db8:0:0:0:0:0:1 | mx.example
          by mx.example with SMTP id g16 | - | - | - | mx.example
          (qmail 11764 invoked from network) | - | - | - | -
          from by mx.example | - | - | - | mx.example
          from a.example | a.example | - | - | -
          """)
  void readsTheFormsThatHostsWrite(
      String field, String helo, String name, String address, String by) {
    ReceivedHop hop = ReceivedHop.parse(field + DAY);

    assertThat(hop.helo() == null || hop.helo().isEmpty() ? null : hop.helo()).isEqualTo(helo);
    assertThat(hop.name()).isEqualTo(name);
    assertThat(hop.address() == null ? null : hop.address().toString()).isEqualTo(address);
    assertThat(hop.by()).isEqualTo(by);
    assertThat(hop.at()).isEqualTo(Instant.parse("2025-01-06T10:00:00Z"));
  }

  @Test
  void readsAnythingInLinearTime() {
    for (String piece :
        new String[] {"(", ")", "[", "] ", "from ", "by ", "helo=", ";", "((helo "}) {
      assertThat(ReceivedHop.parse("from " + piece.repeat(200_000))).isNotNull();
    }
  }

  @Test
  void noticesAHostThatCallsItselfAMailServiceThatItIsNot() throws Exception {
    assertThat(codes("from mx1.yahoo.com (dsl-1.example.net [198.51.100.1]) by mx.example" + DAY))
        .containsExactly("HELO_FORGED");
    assertThat(codes("from aol.com (mx3.netscape.net [198.51.100.1]) by mx.example" + DAY))
        .isEmpty();
    assertThat(codes("from yahoo.com (unknown [198.51.100.1]) by mx.example" + DAY)).isEmpty();
  }

  @Test
  void noticesAHostThatCallsItselfByItsAddress() throws Exception {
    assertThat(codes("from 198.51.100.1 (unknown [198.51.100.1]) by mx.example" + DAY))
        .containsExactly("HELO_ADDRESS");
    assertThat(codes("from [198.51.100.1] (unknown [198.51.100.1]) by mx.example" + DAY)).isEmpty();
  }

  @Test
  void noticesADateThatIsFarFromEveryHop() throws Exception {
    String late = "from a.example (a.example [198.51.100.1]) by mx.example; ";

    assertThat(codes(late + "Wed, 1 Jan 2025 10:00:00 +0000")).containsExactly("DATE_FAR");
    assertThat(codes(late + "Mon, 20 Jan 2025 10:00:00 +0000")).containsExactly("DATE_FAR");
    assertThat(codes(late + "Fri, 10 Jan 2025 10:00:00 +0000")).isEmpty();
    assertThat(
            codes(late + "Mon, 20 Jan 2025 10:00:00 +0000\nReceived: " + late + DAY.substring(2)))
        .isEmpty();
  }

  @Test
  void keepsTheTenHopsAtEachEnd() throws Exception {
    StringBuilder header = new StringBuilder("From: Ann <ann@example.org>\n");
    for (int i = 0; i < 500; i++) {
      header.append("Received: by h").append(i).append(".example").append(DAY).append('\n');
    }

    Sender sender = Senders.of(header.toString());

    assertThat(sender.received()).hasSize(20);
    assertThat(sender.received().get(9)).startsWith("by h9.");
    assertThat(sender.received().get(10)).startsWith("by h490.");
  }

  private static List<String> codes(String received) throws Exception {
    return Senders.codes(
        "Received: "
            + received
            + "\nFrom: Ann <ann@example.org>\nDate: Mon, 6 Jan 2025 09:00:00 +0000\n"
            + Senders.ORDINARY);
  }
}
