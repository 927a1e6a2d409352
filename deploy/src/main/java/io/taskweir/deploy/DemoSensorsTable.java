package io.taskweir.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of the readings of the demo: a line a sensor and day, then what was refused, and
 * silences.
 */
final class DemoSensorsTable {

  private static final int WIDTH = 110;

  private final StringBuilder page = new StringBuilder();
  private final String prefix;

  private DemoSensorsTable(Path readings) {
    this.prefix = readings + "/";
  }

  /**
   * Reads a run's folder.
   *
   * @param readings where the readings lay; their names are shown from there
   */
  static String of(OutputFolder folder, Path readings) throws IOException {
    var table = new DemoSensorsTable(readings);
    table.days(folder.results("rollups"));
    table.refused(folder.deadLetters());
    table.silences(folder.results("silences"));
    return table.page.append('\n').toString();
  }

  private void days(Path file) throws IOException {
    Map<String, JsonNode> newest = new TreeMap<>();
    JsonLines.forEach(
        file,
        line -> {
          if (line.path("every").asText().equals("1d")) {
            newest.merge(
                line.path("sensor").asText() + line.path("window_start").asText(),
                line,
                (a, b) -> a.path("version").asInt() > b.path("version").asInt() ? a : b);
          }
        });
    line(
        "%-10s %-10s %-8s %5s %9s %9s %9s %9s  %s",
        "sensor", "day", "group", "count", "min", "mean", "p95", "max", "unit");
    for (JsonNode day : newest.values()) {
      line(
          "%-10s %-10s %-8s %5d %9.2f %9.2f %9.2f %9.2f  %s",
          day.path("sensor").asText(),
          day.path("window_start").asText().substring(0, 10),
          day.path("group").asText("-"),
          day.path("count").asLong(),
          day.path("min").asDouble(),
          day.path("mean").asDouble(),
          day.path("p95").asDouble(),
          day.path("max").asDouble(),
          day.path("unit").asText("-"));
    }
  }

  private void refused(Path file) throws IOException {
    List<String> rows = new ArrayList<>();
    JsonLines.forEach(
        file,
        letter ->
            rows.add(
                String.format(
                    Locale.ROOT,
                    "%-18s %-10s %s",
                    name(letter.at("/source/name").asText()),
                    letter.path("reason").asText(),
                    letter.path("detail").asText())));
    line("");
    line("what was refused");
    rows.stream().sorted(Comparator.naturalOrder()).forEach(row -> line("%s", row));
  }

  private void silences(Path file) throws IOException {
    Map<String, JsonNode> newest = new TreeMap<>();
    JsonLines.forEach(
        file,
        line ->
            newest.merge(
                line.path("id").asText(),
                line,
                (a, b) -> a.path("version").asInt() > b.path("version").asInt() ? a : b));
    if (!newest.isEmpty()) {
      line("");
      line("who fell silent");
    }
    for (JsonNode silence : newest.values()) {
      line(
          "%-10s last seen %s, back %s",
          silence.path("sensor").asText(),
          silence.path("last_seen").asText(),
          silence.path("returned_at").isNull() ? "not yet" : silence.path("returned_at").asText());
    }
  }

  /** A setting has no source. */
  private String name(String source) {
    if (source.isEmpty()) {
      return "(setting)";
    }
    return source.startsWith(prefix) ? source.substring(prefix.length()) : source;
  }

  private void line(String format, Object... values) {
    String line = String.format(Locale.ROOT, format, values).stripTrailing();
    page.append(line.length() <= WIDTH ? line : line.substring(0, WIDTH - 3) + "...").append('\n');
  }
}
