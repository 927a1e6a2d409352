package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.engine.WindowLength.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lengths a consolidation takes, and which of them together. */
class WindowLengthTest {

  @Test
  void readsWhatDividesADayAndTheCalendarsOwn() {
    assertThat(WindowLength.parse("30s")).isEqualTo(new WindowLength("30s", Unit.ELAPSED, 30_000));
    assertThat(WindowLength.parse("90m"))
        .isEqualTo(new WindowLength("90m", Unit.ELAPSED, 5_400_000));
    assertThat(WindowLength.parse("12h").count()).isEqualTo(43_200_000);
    assertThat(WindowLength.parse("1d").unit()).isEqualTo(Unit.DAY);
    assertThat(WindowLength.parse("1w").unit()).isEqualTo(Unit.WEEK);
    assertThat(WindowLength.parse("3mo")).isEqualTo(new WindowLength("3mo", Unit.MONTH, 3));
    assertThat(WindowLength.parse("1y").count()).isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7x",
        "",
        "h",
        "0s",
        "-1h",
        "1.5h",
        "7m",
        "5h",
        "24h",
        "1440m",
        "86400s",
        "99999h",
        "2d",
        "2w",
        "2mo",
        "6mo",
        "2y",
        "1H",
        "1 h",
        "01h",
        "999999999999999999s"
      })
  void refusesOthersInOneLine(String text) {
    assertThatThrownBy(() -> WindowLength.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "every: expected seconds, minutes or hours that divide a day (30s, 15m, 1h), 1d, 1w,"
                + " 1mo, 3mo or 1y, got \""
                + text
                + '"');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1m", "1m,1h,1d,1mo", "10s, 1m, 15m, 1h, 6h, 1d, 1mo, 1y", "1mo,3mo,1y", "1d,1w",
        "90m,3h,1w", "1h,1w", "1d,3mo", "3mo,1y", "1s,12h,1y"
      })
  void takesLengthsThatNest(String list) {
    assertThat(WindowLength.parseAll(list)).hasSize(list.split(",").length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1w,1mo | every: 1w does not nest in 1mo",
        "1w,1y | every: 1w does not nest in 1y",
        "1h,90m | every: 1h does not nest in 90m",
        "1m,90m,2h | every: 90m does not nest in 2h",
        "1h,1m | every: lengths from short to long expected, got 1m after 1h",
        "1h,60m | every: lengths from short to long expected, got 60m after 1h",
        "1mo,1w | every: lengths from short to long expected, got 1w after 1mo",
        "1s,2s,4s,8s,16s,32s,96s,4m,8m | every: 1 to 8 lengths expected, got 9",
      })
  void refusesThoseThatDoNot(String list, String message) {
    assertThatThrownBy(() -> WindowLength.parseAll(list))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void refusesNone() {
    assertThatThrownBy(() -> WindowLength.requireNested(List.of()))
        .hasMessage("every: 1 to 8 lengths expected, got 0");
    assertThatThrownBy(() -> WindowLength.parseAll("1m,")).hasMessageEndingWith("got \"\"");
  }
}
