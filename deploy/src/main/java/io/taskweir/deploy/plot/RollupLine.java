package io.taskweir.deploy.plot;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.taskweir.state.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;
import javax.annotation.Nullable;

/**
 * What a plot needs of a line of {@code rollups.jsonl}. The file is the contract, and not the class
 * that wrote it, so that roll-ups of an older run can be plotted too.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record RollupLine(
    @Nullable String tenant,
    int version,
    String sensor,
    @Nullable String unit,
    Instant windowStart,
    Instant windowEnd,
    String every,
    String zone,
    long count,
    double min,
    double max,
    double mean,
    double p95) {

  private static final ObjectReader READER = Json.mapper().readerFor(RollupLine.class);
  private static final int SHOWN = 120;

  /**
   * Gives every roll-up of a file to {@code each}, in the file's order, holding one at a time.
   *
   * @throws MalformedFileException at the first line that is no roll-up
   */
  static void each(Path file, Consumer<RollupLine> each) throws IOException {
    try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        each.accept(parse(line, file, number++));
      }
    }
  }

  SensorKey key() {
    return new SensorKey(tenant == null ? "" : tenant, sensor);
  }

  long start() {
    return windowStart.toEpochMilli();
  }

  long end() {
    return windowEnd.toEpochMilli();
  }

  private static RollupLine parse(String line, Path file, int number) {
    RollupLine rollup;
    try {
      rollup = READER.readValue(line);
    } catch (JsonProcessingException e) {
      throw malformed(file, number, e.getOriginalMessage());
    }
    String problem = problem(rollup);
    if (problem != null) {
      throw malformed(file, number, problem);
    }
    return rollup;
  }

  @Nullable
  private static String problem(@Nullable RollupLine line) {
    if (line == null || line.sensor == null || line.every == null || line.zone == null) {
      return "sensor, every or zone is missing";
    }
    if (line.windowStart == null || line.windowEnd == null) {
      return "window_start or window_end is missing";
    }
    if (!line.windowStart.isBefore(line.windowEnd)) {
      return "window_start " + line.windowStart + " is not before " + line.windowEnd;
    }
    try {
      ZoneId.of(line.zone);
      return null;
    } catch (DateTimeException e) {
      return "unknown zone " + line.zone;
    }
  }

  private static MalformedFileException malformed(Path file, int line, String problem) {
    return new MalformedFileException(
        file + " line " + line + ": expected a roll-up, got: " + OneLine.of(problem, SHOWN));
  }
}
