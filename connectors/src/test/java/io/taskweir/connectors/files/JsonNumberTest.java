package io.taskweir.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumberTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "10844",
        "-200",
        "0.06453452400000001",
        "1.50",
        "1e5",
        "-1.5E+10",
        "0e0"
      })
  void keepsTheDigitsAsWritten(String cell) {
    assertThat(JsonNumber.of(cell)).isEqualTo(cell);
  }

  @ParameterizedTest
  @CsvSource({"+5,5", ".5,0.5", "-.5,-0.5", "5.,5", "007,7", "-00.50,-0.50", "5.e3,5e3", "00,0"})
  void putsRightWhatJsonDoesNotAllow(String cell, String number) {
    assertThat(JsonNumber.of(cell)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        ".",
        "-.",
        "e5",
        "1e",
        "1e+",
        "NaN",
        "Infinity",
        "abc",
        "1,5",
        "1 000",
        "0x1F",
        "1f",
        "1d",
        "--1",
        "1.2.3",
        "1e999",
        "-1e999",
        "\u0661",
        "1_000"
      })
  void isNoneForTheRest(String cell) {
    assertThat(JsonNumber.of(cell)).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 1000})
  void isNoneForMoreDigitsThanADoubleOrAReaderTakes(int digits) {
    assertThat(JsonNumber.of("9".repeat(digits))).isNull();
  }
}
