package io.taskweir.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.state.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a run left in its folder, counted from the files themselves and not from what the job says.
 *
 * @param verdicts results by what they say, such as {@code ham}
 * @param reasons dead letters by {@code stage reason (class)}
 * @param events audit events by kind
 */
record Exported(Map<String, Long> verdicts, Map<String, Long> reasons, Map<String, Long> events) {

  /** Counts the lines of a folder's files. */
  static Exported read(Path results, Path deadLetters, Path audit) throws IOException {
    return new Exported(
        count(results, line -> line.path("verdict").asText()),
        count(
            deadLetters,
            line ->
                line.path("stage").asText()
                    + " "
                    + line.path("reason").asText()
                    + " ("
                    + line.path("class").asText()
                    + ")"),
        count(audit, line -> line.path("event").asText()));
  }

  long results() {
    return sum(verdicts);
  }

  long deadLetters() {
    return sum(reasons);
  }

  long auditEvents() {
    return sum(events);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Map<String, Long> count(Path file, Function<JsonNode, String> kind)
      throws IOException {
    var counts = new TreeMap<String, Long>();
    try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        counts.merge(kind.apply(Json.mapper().readTree(line)), 1L, Long::sum);
      }
    }
    return counts;
  }
}
