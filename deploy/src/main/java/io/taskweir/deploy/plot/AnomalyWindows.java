package io.taskweir.deploy.plot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.state.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Windows in which somebody who knows says that a sensor was not itself, to be shaded in its plot.
 * The file is that of the Numenta Anomaly Benchmark: an object from {@code folder/file.csv} to a
 * list of {@code [start, end]}. An entry is for the sensor that is called as its file without the
 * extension.
 */
public final class AnomalyWindows {

  /** No windows. */
  public static final AnomalyWindows NONE = new AnomalyWindows(Map.of());

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  private static final int SHOWN = 80;

  private final Map<String, List<Window>> bySensor;

  /** From {@code start} to {@code end}, which may be the same. */
  record Window(Instant start, Instant end) {}

  private AnomalyWindows(Map<String, List<Window>> bySensor) {
    this.bySensor = bySensor;
  }

  /**
   * Reads a file, before the run: who mistypes it should not hear of it an hour later.
   *
   * @param zone where times without an offset are from
   * @throws MalformedFileException if it holds anything else
   */
  public static AnomalyWindows read(Path file, ZoneId zone) throws IOException {
    JsonNode root = tree(file);
    if (!root.isObject()) {
      throw malformed(file, "", "an object from file names to lists of [start, end]", root);
    }
    var bySensor = new HashMap<String, List<Window>>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      bySensor
          .computeIfAbsent(sensor(entry.getKey()), absent -> new ArrayList<>())
          .addAll(windows(file, " entry \"" + entry.getKey() + "\"", entry.getValue(), zone));
    }
    return new AnomalyWindows(bySensor);
  }

  /** The windows of a sensor, in the order of the file. */
  List<Window> of(String sensor) {
    return bySensor.getOrDefault(sensor, List.of());
  }

  private static JsonNode tree(Path file) throws IOException {
    try {
      return Json.mapper().readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new MalformedFileException(
          file
              + " line "
              + e.getLocation().getLineNr()
              + ": expected JSON, got: "
              + OneLine.of(e.getOriginalMessage(), SHOWN));
    }
  }

  private static String sensor(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }

  private static List<Window> windows(Path file, String where, JsonNode list, ZoneId zone) {
    if (!list.isArray()) {
      throw malformed(file, where, "a list of [start, end]", list);
    }
    var windows = new ArrayList<Window>();
    for (JsonNode pair : list) {
      windows.add(window(file, where + " window " + (windows.size() + 1), pair, zone));
    }
    return windows;
  }

  private static Window window(Path file, String where, JsonNode pair, ZoneId zone) {
    if (!pair.isArray() || pair.size() != 2) {
      throw malformed(file, where, "[start, end]", pair);
    }
    Instant start = time(file, where, pair.get(0), zone);
    Instant end = time(file, where, pair.get(1), zone);
    if (end.isBefore(start)) {
      throw malformed(file, where, "a start before its end", pair);
    }
    return new Window(start, end);
  }

  private static Instant time(Path file, String where, JsonNode time, ZoneId zone) {
    try {
      var parsed =
          TIME.parseBest(
              time.asText().strip().replaceFirst(" +", "T"),
              OffsetDateTime::from,
              LocalDateTime::from);
      return parsed instanceof OffsetDateTime offset
          ? offset.toInstant()
          : ((LocalDateTime) parsed).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw malformed(file, where, "a time like 2014-04-10 07:15:00 or 2014-04-10T07:15:00Z", time);
    }
  }

  private static MalformedFileException malformed(
      Path file, String where, String expected, JsonNode got) {
    return new MalformedFileException(
        OneLine.of(file + where, 2 * SHOWN)
            + ": expected "
            + expected
            + ", got "
            + OneLine.of(got.isMissingNode() ? "nothing" : got.toString(), SHOWN));
  }
}
