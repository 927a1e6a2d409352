package io.taskweir.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  private final Timestamps utc = new Timestamps(ZoneOffset.UTC, null);
  private final Timestamps berlin = new Timestamps(ZoneId.of("Europe/Berlin"), null);

  @ParameterizedTest
  @CsvSource({
    "2014-07-01 00:30:59, 2014-07-01T00:30:59Z",
    "2014-07-01T00:30:59, 2014-07-01T00:30:59Z",
    "2016-02-29 23:59:59, 2016-02-29T23:59:59Z",
    "0000-01-01 00:00:00, 0000-01-01T00:00:00Z",
    "2014-07-01 00:30:59.5, 2014-07-01T00:30:59.500Z",
    "2014-07-01 00:30:59.123456, 2014-07-01T00:30:59.123456Z",
    "2014-07-01 00:30, 2014-07-01T00:30:00Z",
    "2014-07-01t00:30:59z, 2014-07-01T00:30:59Z",
    "2014-07-01T00:30:59+02:00, 2014-06-30T22:30:59Z",
    "2014-07-01 00:30:59.25-07:00, 2014-07-01T07:30:59.250Z",
    "1404174659123, 2014-07-01T00:30:59.123Z",
    "0, 1970-01-01T00:00:00Z",
    "-1000, 1969-12-31T23:59:59Z",
  })
  void readsTheFormsThatNeedNoFormat(String text, String expected) {
    Stamp stamp = utc.read(text);

    assertThat(stamp.utc()).isEqualTo(expected);
    assertThat(stamp.millis()).isEqualTo(Instant.parse(expected).toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "2014-07-01",
        "2014-13-01 00:00:00",
        "2014-02-29 00:00:00",
        "2014-07-01 24:00:00",
        "2014-07-01 00:60:00",
        "2014-07-01 00:00:60",
        "2014-07-01_00:00:00",
        "2014-07-01 00:00:0x",
        "01/07/2014 00:00:00",
        "+12014-07-01T00:00:00Z",
        "999999999999999999",
        "99999999999999999999",
        "1404174659.5",
      })
  void readsNothingElse(String text) {
    assertThat(utc.read(text)).isNull();
  }

  @Test
  void takesLocalTimesToBeOfTheInputZone() {
    assertThat(berlin.read("2024-01-15 12:00:00").utc()).isEqualTo("2024-01-15T11:00:00Z");
    assertThat(berlin.read("2024-07-15 12:00:00").utc()).isEqualTo("2024-07-15T10:00:00Z");
    assertThat(berlin.read("2024-07-15 12:00:00Z").utc()).isEqualTo("2024-07-15T12:00:00Z");
  }

  @Test
  void movesATimeThatTheClocksSkippedForwardByTheGap() {
    assertThat(berlin.read("2024-03-31 01:59:59").utc()).isEqualTo("2024-03-31T00:59:59Z");
    assertThat(berlin.read("2024-03-31 02:30:00").utc()).isEqualTo("2024-03-31T01:30:00Z");
    assertThat(berlin.read("2024-03-31 02:30:00.5").utc()).isEqualTo("2024-03-31T01:30:00.500Z");
    assertThat(berlin.read("2024-03-31 03:30:00").utc()).isEqualTo("2024-03-31T01:30:00Z");
  }

  @Test
  void takesTheFirstOfTwoTimesThatTheClocksPassedTwice() {
    assertThat(berlin.read("2024-10-27 02:30:00").utc()).isEqualTo("2024-10-27T00:30:00Z");
    assertThat(berlin.read("2024-10-27 02:30:00+01:00").utc()).isEqualTo("2024-10-27T01:30:00Z");
    assertThat(berlin.read("2024-10-27 03:00:00").utc()).isEqualTo("2024-10-27T02:00:00Z");
  }

  @Test
  void readsByItsFormatAndNothingElse() {
    assertThat(formatted("dd/MM/yyyy HH.mm.ss", "4/04/2005 13.00.00"))
        .isEqualTo("2005-04-04T11:00:00Z");
    assertThat(formatted("MMM d, yyyy h:mm a", "Apr 4, 2005 1:05 PM"))
        .isEqualTo("2005-04-04T11:05:00Z");
    assertThat(formatted("uuuuMMdd", "20050404")).isEqualTo("2005-04-03T22:00:00Z");
    assertThat(formatted("yyyy-MM-dd HH:mm:ssXXX", "2005-04-04 13:00:00+05:30"))
        .isEqualTo("2005-04-04T07:30:00Z");
    assertThat(formatted("dd/MM/yyyy", "2005-04-04 13:00:00")).isNull();
    assertThat(formatted("dd/MM/yyyy", "31/04/2005")).isNull();
    assertThat(formatted("dd/MM/yyyy", "1112612400000")).isNull();
  }

  private static String formatted(String format, String text) {
    Columns columns = Columns.parse("time=a,format=" + format);
    Stamp stamp = new Timestamps(ZoneId.of("Europe/Berlin"), columns.formatter()).read(text);
    return stamp == null ? null : stamp.utc();
  }
}
