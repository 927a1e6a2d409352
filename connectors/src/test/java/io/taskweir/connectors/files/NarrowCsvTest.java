package io.taskweir.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NarrowCsvTest {

  private static final ReadingOptions DEFAULTS = ReadingOptions.DEFAULTS;

  @TempDir Path temporary;
  private ReadingFolder folder;

  @BeforeEach
  void open() {
    folder = new ReadingFolder(temporary);
  }

  @Test
  void namesTheSensorAfterTheFileAndCountsTheHeaderLine() throws IOException {
    folder.write("nyc_taxi.csv", "timestamp,value", "2014-07-01 00:00:00,10844");

    assertThat(folder.lines(DEFAULTS, "nyc_taxi.csv"))
        .containsExactly(
            "nyc_taxi.csv:2 "
                + "{\"sensor\":\"nyc_taxi\",\"timestamp\":\"2014-07-01T00:00:00Z\",\"value\":10844}");
    assertThat(folder.read(DEFAULTS, "nyc_taxi.csv").get(0).key()).isEqualTo("nyc_taxi");
  }

  @ParameterizedTest
  @ValueSource(strings = {"value,timestamp", "Value,TIME", "\"value\", ts", "\uFEFFvalue,datetime"})
  void readsColumnsInAnyOrderAndCase(String header) throws IOException {
    folder.write("a.csv", header, "1.50,2014-07-01T00:00:00.25");

    assertThat(folder.lines(DEFAULTS, "a.csv"))
        .containsExactly(
            "a.csv:2 {\"sensor\":\"a\",\"timestamp\":\"2014-07-01T00:00:00.250Z\",\"value\":1.50}");
  }

  @Test
  void readsWhatAReadingMayHaveBesides() throws IOException {
    folder.write(
        "a.csv",
        "sensor,timestamp,value,unit,group,sequence",
        "boiler-1,1700000000000,20,C,hall,7",
        "boiler-1,1700000001000,21,,,x");

    assertThat(folder.lines(DEFAULTS, "a.csv"))
        .containsExactly(
            "a.csv:2 {\"sensor\":\"boiler-1\",\"timestamp\":\"2023-11-14T22:13:20Z\",\"value\":20,"
                + "\"unit\":\"C\",\"group\":\"hall\",\"sequence\":7}",
            "a.csv:3 {\"sensor\":\"boiler-1\",\"timestamp\":\"2023-11-14T22:13:21Z\",\"value\":21,"
                + "\"unit\":null,\"group\":null,\"sequence\":\"x\"}");
    assertThat(folder.read(DEFAULTS, "a.csv")).extracting(FedReading::key).containsOnly("boiler-1");
  }

  @Test
  void passesWhatIsNoNumberAndNoTimeAsItsText() throws IOException {
    folder.write(
        "a.csv",
        "timestamp,value",
        "yesterday,1",
        "2014-02-30 00:00:00,2",
        ",3",
        "2014-07-01 00:00:00,NaN",
        "2014-07-01 00:00:01,\"1,5\"",
        "2014-07-01 00:00:02,\"ab\"\"c\\\"",
        "2014-07-01 00:00:03,",
        "2014-07-01 00:00:04,1e999");

    assertThat(folder.lines(DEFAULTS, "a.csv"))
        .containsExactly(
            "a.csv:2 {\"sensor\":\"a\",\"timestamp\":\"yesterday\",\"value\":1}",
            "a.csv:3 {\"sensor\":\"a\",\"timestamp\":\"2014-02-30 00:00:00\",\"value\":2}",
            "a.csv:4 {\"sensor\":\"a\",\"timestamp\":null,\"value\":3}",
            "a.csv:5 {\"sensor\":\"a\",\"timestamp\":\"2014-07-01T00:00:00Z\",\"value\":\"NaN\"}",
            "a.csv:6 {\"sensor\":\"a\",\"timestamp\":\"2014-07-01T00:00:01Z\",\"value\":\"1,5\"}",
            "a.csv:7 {\"sensor\":\"a\",\"timestamp\":\"2014-07-01T00:00:02Z\","
                + "\"value\":\"ab\\\"c\\\\\"}",
            "a.csv:8 {\"sensor\":\"a\",\"timestamp\":\"2014-07-01T00:00:03Z\",\"value\":null}",
            "a.csv:9 {\"sensor\":\"a\",\"timestamp\":\"2014-07-01T00:00:04Z\",\"value\":\"1e999\"}");
  }

  @Test
  void makesABrokenLineOneReadingWithoutAValueAndReadsOn() throws IOException {
    folder.write(
        "a.csv",
        "timestamp,value",
        "2014-07-01 00:00:00",
        "2014-07-01 00:00:01,1,5",
        "",
        "2014-07-01 00:00:02,\"1",
        "2014-07-01 00:00:03,\"1\"2",
        "2014-07-01 00:00:04,\"1\"");

    assertThat(folder.lines(DEFAULTS, "a.csv"))
        .containsExactly(
            "a.csv:2 {\"sensor\":\"a\",\"timestamp\":\"2014-07-01T00:00:00Z\",\"value\":null,"
                + "\"line\":\"2014-07-01 00:00:00\"}",
            "a.csv:3 {\"sensor\":\"a\",\"timestamp\":\"2014-07-01T00:00:01Z\",\"value\":null,"
                + "\"line\":\"2014-07-01 00:00:01,1,5\"}",
            "a.csv:5 {\"sensor\":\"a\",\"timestamp\":null,\"value\":null,"
                + "\"line\":\"2014-07-01 00:00:02,\\\"1\"}",
            "a.csv:6 {\"sensor\":\"a\",\"timestamp\":null,\"value\":null,"
                + "\"line\":\"2014-07-01 00:00:03,\\\"1\\\"2\"}",
            "a.csv:7 {\"sensor\":\"a\",\"timestamp\":\"2014-07-01T00:00:04Z\",\"value\":1}");
  }

  @Test
  void showsOnlyTheBeginningOfABrokenLine() throws IOException {
    folder.write(
        "a.csv", "timestamp,value", "x".repeat(199) + "\uD83D\uDE00,,,", "y".repeat(20_000));

    assertThat(folder.lines(DEFAULTS, "a.csv"))
        .containsExactly(
            "a.csv:2 {\"sensor\":\"a\",\"timestamp\":\""
                + "x".repeat(199)
                + "\uD83D\uDE00\",\"value\":null,\"line\":\""
                + "x".repeat(199)
                + "\"}",
            "a.csv:3 {\"sensor\":\"a\",\"timestamp\":\""
                + "y".repeat(20_000)
                + "\",\"value\":null,\"line\":\""
                + "y".repeat(200)
                + "\"}");
  }

  @Test
  void readsCrLfAndALastLineWithoutAnEnd() throws IOException {
    folder.writeText(
        "a.csv", "timestamp,value\r\n2014-07-01 00:00:00,1\r\n\r\n2014-07-01 00:00:01,2");

    assertThat(folder.lines(DEFAULTS, "a.csv"))
        .containsExactly(
            "a.csv:2 {\"sensor\":\"a\",\"timestamp\":\"2014-07-01T00:00:00Z\",\"value\":1}",
            "a.csv:4 {\"sensor\":\"a\",\"timestamp\":\"2014-07-01T00:00:01Z\",\"value\":2}");
  }

  @Test
  void countsAMissingValueAndDoesNotSendIt() throws IOException {
    folder.write(
        "a.csv", "timestamp,value", "2014-07-01 00:00:00,-200.0", "2014-07-01 00:00:01,-201");
    ReadingFiles files = folder.files(DEFAULTS.withMissing("-200"), "a.csv");

    assertThat(files.forEach(reading -> {})).isEqualTo(1);
    assertThat(files.absent()).isEqualTo(1);
  }

  @Test
  void readsItsTimeByTheFormatThatNamesItsColumn() throws IOException {
    folder.write("a.csv", "time,value", "4/04/2005 13:00,1", "2005-04-04 14:00:00,2");
    Columns columns = Columns.parse("time=Time,format=dd/MM/yyyy HH:mm");

    assertThat(folder.lines(DEFAULTS.withColumns(columns), "a.csv"))
        .containsExactly(
            "a.csv:2 {\"sensor\":\"a\",\"timestamp\":\"2005-04-04T13:00:00Z\",\"value\":1}",
            "a.csv:3 {\"sensor\":\"a\",\"timestamp\":\"2005-04-04 14:00:00\",\"value\":2}");
  }

  @Test
  void readsNothingInAnEmptyFileAndUnderALonelyHeader() throws IOException {
    folder.writeText("a.csv", "");
    folder.write("b.csv", "timestamp,value");

    assertThat(folder.read(DEFAULTS, "a.csv", "b.csv")).isEmpty();
  }

  @Test
  void leavesOutAKeyThatIsTooLong() throws IOException {
    folder.write(
        "a.csv", "sensor,timestamp,value", "s".repeat(201) + ",1,1", "s".repeat(200) + ",2,1");

    assertThat(folder.read(DEFAULTS, "a.csv"))
        .extracting(FedReading::key)
        .containsExactly(null, "s".repeat(200));
  }
}
