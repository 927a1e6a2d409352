package io.taskweir.deploy.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import javax.annotation.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a run's file to its folder of plots. */
class SensorPlotsTest {

  @TempDir Path folder;

  private final StringBuilder rollups = new StringBuilder();
  private Path plots;

  @BeforeEach
  void nameTheFolder() {
    plots = folder.resolve("plots");
  }

  @Test
  void writesAPlotForEachSensor() throws Exception {
    add("pump", "1h", 0, "default");
    add("boiler/1", "1h", 0, "default");
    add("boiler/1", "1h", 1, "default");

    Plots written = write(null);

    assertThat(names()).containsExactly("boiler_1.svg", "pump.svg");
    assertThat(written).isEqualTo(new Plots(plots, 2, false));
    assertThat(written.line()).isEqualTo(plots + "   2 plots");
    assertThat(plot("boiler_1").texts("text", "title")).containsExactly("boiler/1");
    assertThat(plot("boiler_1").in("band", "path")).hasSize(1);
  }

  @Test
  void shadesTheWindowsOfTheSensor() throws Exception {
    add("pump", "1h", 0, "default");
    add("boiler", "1h", 0, "default");
    Path file = folder.resolve("windows.json");
    Files.writeString(file, "{\"x/pump.csv\":[[\"2024-01-01 00:10:00\",\"2024-01-01 00:20:00\"]]}");

    write(AnomalyWindows.read(file, ZoneId.of("UTC")), null);

    assertThat(plot("pump").in("anomalies", "rect")).hasSize(1);
    assertThat(plot("boiler").in("anomalies", "rect")).isEmpty();
  }

  @Test
  void takesTheFinestLengthThatDoesNotHaveTooManyWindows() throws Exception {
    for (int hour = 0; hour < SensorPlots.MOST_POINTS + 24; hour++) {
      add("long", "1h", hour, "default");
    }
    for (int day = 0; day < 210; day++) {
      add("long", "1d", day, "default");
    }
    add("short", "1d", 0, "default");
    add("short", "1h", 1, "default");

    write(null);

    assertThat(subtitle("long")).startsWith("windows of 1d ").endsWith("840 readings");
    assertThat(subtitle("short")).startsWith("windows of 1h ");
  }

  @Test
  void countsCorrectionsOnce() throws Exception {
    for (int version = 0; version < 3; version++) {
      for (int hour = 0; hour < 2000; hour++) {
        add("boiler", "1h", hour, "default");
      }
    }
    add("boiler", "1d", 0, "default");

    write(null);

    assertThat(subtitle("boiler")).startsWith("windows of 1h ").endsWith("8,000 readings");
  }

  @Test
  void takesTheCoarsestWhereAllHaveTooMany() throws Exception {
    for (int hour = 0; hour < 5001; hour++) {
      add("boiler", "1h", hour, "default");
    }
    write(null);

    assertThat(subtitle("boiler")).startsWith("windows of 1h ");
  }

  @Test
  void takesTheLengthThatIsAskedFor() throws Exception {
    add("boiler", "1h", 0, "default");
    add("boiler", "1d", 0, "default");
    add("pump", "1h", 0, "default");

    assertThat(write("1d").written()).isEqualTo(1);
    assertThat(subtitle("boiler")).startsWith("windows of 1d ");
  }

  @Test
  void plotsTheFirstSensorsByNameAndSaysThatThereAreMore() throws Exception {
    for (int sensor = 299; sensor >= 0; sensor--) {
      add("s%03d".formatted((sensor * 7) % 300), "1h", 0, "default");
    }
    Plots written = write(null);

    assertThat(names())
        .hasSize(SensorPlots.MOST_SENSORS)
        .startsWith("s000.svg")
        .endsWith("s199.svg");
    assertThat(written.line())
        .isEqualTo(plots + "   200 plots: the first sensors by name, there are more");
  }

  @Test
  void tellsTenantsApart() throws Exception {
    add("boiler", "1h", 0, "north");
    add("boiler", "1h", 0, "south");

    write(null);

    assertThat(names()).containsExactly("boiler-2.svg", "boiler.svg");
    assertThat(subtitle("boiler")).endsWith("4 readings \u00b7 tenant north");
    assertThat(subtitle("boiler-2")).endsWith("4 readings \u00b7 tenant south");
  }

  @Test
  void writesNothingForAnEmptyRun() throws IOException {
    assertThat(write(null).line()).isEqualTo(plots + "   0 plots");
    assertThat(names()).isEmpty();
  }

  @Test
  void writesTheSameFilesWhateverTheOrderOfTheLines() throws IOException {
    var lines = List.of(line("a", 0), line("a/", 1), line("a:", 2), line("a", 1));
    lines.forEach(rollups::append);
    write(null);
    String first = content();

    rollups.setLength(0);
    for (int i = lines.size() - 1; i >= 0; i--) {
      rollups.append(lines.get(i));
    }
    write(null);

    assertThat(content()).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sensor\":",
        "",
        "[]",
        "null",
        "{}",
        "{\"sensor\":\"a\",\"every\":\"1h\",\"zone\":\"UTC\"}",
        "{\"sensor\":\"a\",\"every\":\"1h\",\"zone\":\"Moon\",\"window_start\":\"2024-01-01T00:00:00Z\",\"window_end\":\"2024-01-01T01:00:00Z\"}",
        "{\"sensor\":\"a\",\"every\":\"1h\",\"zone\":\"UTC\",\"window_start\":\"2024-01-01T01:00:00Z\",\"window_end\":\"2024-01-01T01:00:00Z\"}",
        "{\"sensor\":\"a\",\"every\":\"1h\",\"zone\":\"UTC\",\"window_start\":\"yesterday\",\"window_end\":\"2024-01-01T01:00:00Z\"}"
      })
  void namesTheLineThatIsNoRollup(String line) {
    rollups.append(line("a", 0)).append(line).append('\n');

    assertThatThrownBy(() -> write(null))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageStartingWith(
            folder.resolve("rollups.jsonl") + " line 2: expected a roll-up, got: ")
        .message()
        .doesNotContain("\n");
  }

  private void add(String sensor, String every, int index, String tenant) {
    Duration length = every.equals("1d") ? Duration.ofDays(1) : Duration.ofHours(1);
    var start = Lines.START.plus(length.multipliedBy(index));
    rollups.append(
        Lines.json(
            new RollupLine(
                tenant, 1, sensor, "V", start, start.plus(length), every, "UTC", 4, 1, 4, 2, 3)));
  }

  private static String line(String sensor, int hour) {
    return Lines.json(Lines.hour(sensor, hour, 1, 4, 2, 3));
  }

  private Plots write(@Nullable String every) throws IOException {
    return write(AnomalyWindows.NONE, every);
  }

  private Plots write(AnomalyWindows anomalies, @Nullable String every) throws IOException {
    Path file = folder.resolve("rollups.jsonl");
    Files.writeString(file, rollups);
    return SensorPlots.write(file, plots, anomalies, every);
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(plots)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private String content() throws IOException {
    var all = new StringBuilder();
    for (String name : names()) {
      all.append(name).append('\n').append(Files.readString(plots.resolve(name)));
    }
    return all.toString();
  }

  private String subtitle(String name) throws Exception {
    return plot(name).texts("text", "subtitle").get(0);
  }

  private Picture plot(String name) throws Exception {
    return Picture.of(Files.readString(plots.resolve(name + ".svg"), StandardCharsets.UTF_8));
  }
}
