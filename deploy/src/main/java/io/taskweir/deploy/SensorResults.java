package io.taskweir.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Roll-ups, in which each accepted reading is counted once at every length, and what else is said
 * of sensors.
 */
final class SensorResults implements RunResults {

  private final List<String> every;

  /**
   * Makes one.
   *
   * @param every the lengths of roll-ups as the user wrote them, the finest first
   */
  SensorResults(List<String> every) {
    this.every = List.copyOf(every);
  }

  @Override
  public List<String> kinds() {
    return List.of("rollups", "silences", "reports");
  }

  @Override
  public String accepted() {
    return "counted in a roll-up of " + every.get(0);
  }

  /** An input is in the newest version of its finest roll-up: earlier versions count it too. */
  @Override
  public Tally tally(Path file) throws IOException {
    var newest = new HashMap<String, Version>();
    JsonLines.forEach(file, line -> newest.merge(key(line), Version.of(line), Version::newer));
    var said = new LinkedHashMap<String, Long>();
    every.forEach(length -> said.put(length, 0L));
    long accepted = 0;
    for (Map.Entry<String, Version> rollup : newest.entrySet()) {
      String length = rollup.getKey().substring(rollup.getKey().indexOf(' ') + 1);
      said.merge(length, 1L, Long::sum);
      accepted += length.equals(every.get(0)) ? rollup.getValue().count() : 0;
    }
    return new Tally(said, accepted);
  }

  private static String key(JsonNode line) {
    return line.path("id").asText() + " " + line.path("every").asText();
  }

  /**
   * One version of a roll-up.
   *
   * @param number grows with each correction
   * @param count the readings in it
   */
  private record Version(int number, long count) {

    static Version of(JsonNode line) {
      return new Version(line.path("version").asInt(), line.path("count").asLong());
    }

    static Version newer(Version one, Version other) {
      return one.number > other.number ? one : other;
    }
  }
}
