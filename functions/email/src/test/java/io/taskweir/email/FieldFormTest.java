package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldFormTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "from | \"Ann Lee\" <ann7@example.com> | from=\"Aa Aa\" <a0@>",
        "to | ann@a.example, bob@b.example | to=a@, a@",
        "message-id | <20240506.AB12$cd@host.example> | message-id=<0.A0$a@>",
        "date | Mon, 6 May 2024 10:00:00 +0200 | date=Aa, 0 Aa 0 0:0:0 +0",
        "date | Mon, 6 May 2024 10:00:00 -0700 (PDT) | date=Aa, 0 Aa 0 0:0:0 +0 (A)",
        "x-mailer | Example Mail Pro, Build 10.0.3416 | program=example mail",
        "user-agent | Writer/1.4i | program=writer"
      })
  void tellsTheFormAndNotTheContent(String name, String value, String form) {
    assertThat(FieldForm.of(name, value)).isEqualTo(form);
  }

  @Test
  void tellsNothingOfOtherFields() {
    assertThat(FieldForm.of("subject", "The roof")).isNull();
    assertThat(FieldForm.of("references", "<1@example.org>")).isNull();
  }

  @Test
  void staysShort() {
    assertThat(FieldForm.of("from", "a1".repeat(100_000))).hasSizeLessThan(50);
    assertThat(FieldForm.of("x-mailer", "mail ".repeat(100_000))).hasSizeLessThan(50);
    assertThat(FieldForm.of("x-mailer", "m".repeat(100_000))).hasSizeLessThan(50);
  }
}
