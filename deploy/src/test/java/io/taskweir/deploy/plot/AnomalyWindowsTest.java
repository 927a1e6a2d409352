package io.taskweir.deploy.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnomalyWindowsTest {

  private static final ZoneId UTC = ZoneId.of("UTC");

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("windows.json");
  }

  @Test
  void findsTheWindowsOfTheSensorThatIsCalledAsTheFile() throws IOException {
    var windows =
        read(
            """
            {"known/boiler.v2.csv": [["2014-04-10 07:15:00.000000", "2014-04-11 16:45:00.500000"]],
             "pump.csv": []}
            """,
            UTC);

    assertThat(windows.of("boiler.v2"))
        .containsExactly(window("2014-04-10T07:15:00Z", "2014-04-11T16:45:00.500Z"));
    assertThat(windows.of("boiler")).isEmpty();
    assertThat(windows.of("pump")).isEmpty();
  }

  @Test
  void takesLocalTimesInTheZoneOfTheInput() throws IOException {
    var windows =
        read(
            "{\"boiler\": [[\"2014-07-01 12:00:00\", \"2014-07-01T12:00:00Z\"]]}",
            ZoneId.of("Europe/Berlin"));

    assertThat(windows.of("boiler"))
        .containsExactly(window("2014-07-01T10:00:00Z", "2014-07-01T12:00:00Z"));
  }

  @Test
  void takesTimesWithAnOffsetAsTheyAre() throws IOException {
    var windows =
        read("{\"b\": [[\"2014-07-01T12:00:00+02:00\", \"2014-07-01T12:00:00.25Z\"]]}", UTC);

    assertThat(windows.of("b"))
        .containsExactly(window("2014-07-01T10:00:00Z", "2014-07-01T12:00:00.250Z"));
  }

  @Test
  void joinsTheEntriesOfOneSensor() throws IOException {
    String day = "[[\"2014-07-01 12:00:00\", \"2014-07-01 13:00:00\"]]";

    assertThat(read("{\"a/b.csv\": %s, \"c/b.csv\": %s}".formatted(day, day), UTC).of("b"))
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                              |: expected an object from file names to lists of [start, end], got []",
        "                                |: expected an object from file names to lists of [start, end], got nothing",
        "{\"a\": {}}                     | entry \"a\": expected a list of [start, end], got {}",
        "{\"a\": [[]]}                   | entry \"a\" window 1: expected [start, end], got []",
        "{\"a\": [[\"soon\", \"later\"]]}| entry \"a\" window 1: expected a time like 2014-04-10 07:15:00 or 2014-04-10T07:15:00Z, got \"soon\"",
        "{\"a\": [[17, 18]]}             | entry \"a\" window 1: expected a time like 2014-04-10 07:15:00 or 2014-04-10T07:15:00Z, got 17",
        "{\"a\": [[\"2014-02-30 00:00:00\", \"2014-03-01 00:00:00\"]]}| entry \"a\" window 1: expected a time like 2014-04-10 07:15:00 or 2014-04-10T07:15:00Z, got \"2014-02-30 00:00:00\"",
        "{\"a\": [[\"2014-07-02 00:00:00\", \"2014-07-01 00:00:00\"]]}| entry \"a\" window 1: expected a start before its end, got [\"2014-07-02 00:00:00\",\"2014-07-01 00:00:00\"]",
      })
  void saysInOneLineWhatIsWrongAndWhere(String json, String message) {
    assertThatThrownBy(() -> read(json == null ? "" : json, UTC))
        .isInstanceOf(MalformedFileException.class)
        .hasMessage(file + message.replaceFirst("^entry", " entry"));
  }

  @Test
  void namesTheLineThatIsNoJson() {
    assertThatThrownBy(() -> read("{\"a\": [],\n \"b\": [}", UTC))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageStartingWith(file + " line 2: expected JSON, got: ")
        .hasMessageNotContaining("\n");
  }

  private AnomalyWindows read(String json, ZoneId zone) throws IOException {
    Files.writeString(file, json);
    return AnomalyWindows.read(file, zone);
  }

  private static AnomalyWindows.Window window(String start, String end) {
    return new AnomalyWindows.Window(Instant.parse(start), Instant.parse(end));
  }
}
