package io.taskweir.connectors.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeparatorTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From ann@example.org Mon Jan  1 10:00:00 2024",
        "From ann@example.org Mon Jan  1 10:00:00 2024\r\nReceived: x",
        "From - Tue Feb 29 09:05:00 2000\n",
        "From 1790000000000000001@xxx Wed Mar 06 11:11:11 +0000 2024",
        "From MAILER-DAEMON Fri, 8 Mar 2024 1:02:03 +0100",
        "From \"ann lee\"@example.org Sat Apr  6 12:00 CEST 2024",
        "From ???@??? Sun May 05 00:00:00 1996",
      })
  void takesWhatWritersWrite(String line) {
    byte[] bytes = line.getBytes(ISO_8859_1);

    assertThat(Separator.isDated(bytes, bytes.length)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "From",
        "From ",
        "From: ann@example.org Mon Jan  1 10:00:00 2024",
        " From ann@example.org Mon Jan  1 10:00:00 2024",
        ">From ann@example.org Mon Jan  1 10:00:00 2024",
        "From ann@example.org",
        "From Monday on we meet at 10:00, says Jan",
        "From Mon Jan 10:00",
        "From now on\nMon Jan  1 10:00:00 2024",
      })
  void leavesProseAlone(String line) {
    byte[] bytes = line.getBytes(ISO_8859_1);

    assertThat(Separator.isDated(bytes, bytes.length)).isFalse();
  }
}
