package io.taskweir.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.state.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** A file with a JSON value a line, read one at a time. */
final class JsonLines {

  private JsonLines() {}

  /** Hands every line to {@code reader}. */
  static void forEach(Path file, Consumer<JsonNode> reader) throws IOException {
    try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        reader.accept(Json.mapper().readTree(line));
      }
    }
  }

  /** How many lines are of which kind. */
  static Map<String, Long> count(Path file, Function<JsonNode, String> kind) throws IOException {
    var counts = new TreeMap<String, Long>();
    forEach(file, line -> counts.merge(kind.apply(line), 1L, Long::sum));
    return counts;
  }

  /** How many lines there are. */
  static long count(Path file) throws IOException {
    try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines.count();
    }
  }
}
