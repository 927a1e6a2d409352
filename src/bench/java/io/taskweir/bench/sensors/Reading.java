package io.taskweir.bench.sensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * What comes in. Values are whole numbers: a sum of them is the same in any order, and every
 * contestant writes it alike.
 *
 * @param sensor which one
 * @param at when, in epoch milliseconds
 * @param value what it measured
 */
public record Reading(String sensor, long at, long value) {

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads one from JSON, token by token, as Flink SQL does.
   *
   * @throws UncheckedIOException where it is not one
   */
  static Reading of(byte[] json) {
    String sensor = null;
    long at = 0;
    long value = 0;
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        switch (name) {
          case "sensor" -> sensor = parser.getText();
          case "at" -> at = parser.getLongValue();
          case "value" -> value = parser.getLongValue();
          default -> parser.skipChildren();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Reading(Objects.requireNonNull(sensor, "sensor"), at, value);
  }
}
