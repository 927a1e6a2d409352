package io.taskweir.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WideCsvTest {

  private static final String SPEC = "time=Date+Time,format=dd/MM/yyyy HH:mm:ss,sensors=*";

  @TempDir Path temporary;
  private ReadingFolder folder;

  @BeforeEach
  void open() {
    folder = new ReadingFolder(temporary);
  }

  @Test
  void makesAReadingOfEachSensorOfALine() throws IOException {
    folder.write("air.csv", "Date,Time,CO_GT,T", "10/03/2004,18:00:00,2.60,13.6");

    assertThat(folder.lines(wide(SPEC), "air.csv"))
        .containsExactly(
            "air.csv:2 {\"sensor\":\"CO_GT\",\"timestamp\":\"2004-03-10T18:00:00Z\",\"value\":2.60}",
            "air.csv:2 {\"sensor\":\"T\",\"timestamp\":\"2004-03-10T18:00:00Z\",\"value\":13.6}");
    assertThat(folder.read(wide(SPEC), "air.csv"))
        .extracting(FedReading::key)
        .containsExactly("CO_GT", "T");
  }

  @Test
  void takesOnlyTheColumnsThatAreNamedUnderTheFilesNameIfAsked() throws IOException {
    folder.write("air.csv", "at,CO_GT,T,RH", "2004-03-10 18:00:00,2.6,13.6,50");

    assertThat(folder.lines(wide("time=AT,sensors=rh+T,prefix=file"), "air.csv"))
        .containsExactly(
            "air.csv:2 {\"sensor\":\"air/RH\",\"timestamp\":\"2004-03-10T18:00:00Z\",\"value\":50}",
            "air.csv:2 {\"sensor\":\"air/T\",\"timestamp\":\"2004-03-10T18:00:00Z\",\"value\":13.6}");
  }

  @Test
  void countsAbsentCellsAndSendsTheOthers() throws IOException {
    folder.write(
        "air.csv",
        "Date,Time,CO_GT,T,RH",
        "10/03/2004,18:00:00,-200,,x",
        "10/03/2004,19:00:00,-200.00,-2e2,-2000");
    ReadingOptions options = wide(SPEC).withMissing("-200");
    ReadingFiles files = folder.files(options, "air.csv");

    assertThat(folder.lines(options, "air.csv"))
        .containsExactly(
            "air.csv:2 {\"sensor\":\"RH\",\"timestamp\":\"2004-03-10T18:00:00Z\",\"value\":\"x\"}",
            "air.csv:3 {\"sensor\":\"RH\",\"timestamp\":\"2004-03-10T19:00:00Z\",\"value\":-2000}");
    assertThat(files.forEach(reading -> {})).isEqualTo(2);
    assertThat(files.absent()).isEqualTo(4);
  }

  @Test
  void makesABrokenLineAReadingWithoutAValueForEachSensor() throws IOException {
    folder.write("air.csv", "Date,Time,CO_GT,T", "10/03/2004,18:00:00,2.6", "10/03/2004", "1,\"");

    assertThat(folder.lines(wide(SPEC), "air.csv"))
        .containsExactly(
            "air.csv:2 {\"sensor\":\"CO_GT\",\"timestamp\":\"2004-03-10T18:00:00Z\",\"value\":null,"
                + "\"line\":\"10/03/2004,18:00:00,2.6\"}",
            "air.csv:2 {\"sensor\":\"T\",\"timestamp\":\"2004-03-10T18:00:00Z\",\"value\":null,"
                + "\"line\":\"10/03/2004,18:00:00,2.6\"}",
            "air.csv:3 {\"sensor\":\"CO_GT\",\"timestamp\":null,\"value\":null,"
                + "\"line\":\"10/03/2004\"}",
            "air.csv:3 {\"sensor\":\"T\",\"timestamp\":null,\"value\":null,"
                + "\"line\":\"10/03/2004\"}",
            "air.csv:4 {\"sensor\":\"CO_GT\",\"timestamp\":null,\"value\":null,"
                + "\"line\":\"1,\\\"\"}",
            "air.csv:4 {\"sensor\":\"T\",\"timestamp\":null,\"value\":null,\"line\":\"1,\\\"\"}");
  }

  @Test
  void passesATimeThatCannotBeReadAsItsText() throws IOException {
    folder.write("air.csv", "Date,Time,T", "30/02/2004,18:00:00,1", "2004-03-10,18:00:00,2");

    assertThat(folder.lines(wide(SPEC), "air.csv"))
        .containsExactly(
            "air.csv:2 {\"sensor\":\"T\",\"timestamp\":\"30/02/2004 18:00:00\",\"value\":1}",
            "air.csv:3 {\"sensor\":\"T\",\"timestamp\":\"2004-03-10 18:00:00\",\"value\":2}");
  }

  @Test
  void passesOverColumnsWithoutAName() throws IOException {
    folder.write("air.csv", "Date,Time,T,,", "10/03/2004,18:00:00,1,,");

    assertThat(folder.sources(wide(SPEC), "air.csv")).containsExactly("air.csv:2");
  }

  @Test
  void readsNarrowFilesBesideWideOnesByTheirOwnForm() throws IOException {
    folder.write("air.csv", "Date,Time,T", "10/03/2004,18:00:00,1");
    folder.write("taxi.csv", "timestamp,value", "2004-03-10 17:00:00,2");

    assertThat(folder.sources(wide(SPEC), "air.csv", "taxi.csv"))
        .containsExactly("taxi.csv:2", "air.csv:2");
  }

  @Test
  void refusesAHeaderWithoutTheColumns() throws IOException {
    Path air = folder.write("air.csv", "Date,Time,T,T");

    assertThatThrownBy(() -> folder.files(wide("time=Day"), "air.csv").check())
        .hasMessage(
            "cannot read %s: header \"Date,Time,T,T\": expected timestamp and value, with sensor,"
                    .formatted(air)
                + " unit, group or sequence, or the columns of a wide file");
    assertThatThrownBy(() -> folder.files(wide("time=Date,sensors=RH"), "air.csv").check())
        .hasMessage("cannot read %s: header \"Date,Time,T,T\": no column \"RH\"".formatted(air));
    assertThatThrownBy(() -> folder.files(wide(SPEC), "air.csv").check())
        .hasMessage(
            "cannot read %s: header \"Date,Time,T,T\": column \"T\" stands there twice"
                .formatted(air));
  }

  private static ReadingOptions wide(String spec) {
    return ReadingOptions.DEFAULTS.withColumns(Columns.parse(spec));
  }
}
