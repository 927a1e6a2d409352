package io.taskweir.connectors.files;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.taskweir.state.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** JSON that passes as it is: of each object only its sensor and its time are looked at. */
final class JsonText {

  private final Timestamps timestamps;

  JsonText(Timestamps timestamps) {
    this.timestamps = timestamps;
  }

  /** The row of one JSON text; what is no object passes too, without sensor and time. */
  Row row(String source, byte[] json) throws IOException {
    String sensor = null;
    Stamp stamp = null;
    try (JsonParser parser = Json.mapper().createParser(json)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          JsonToken value = parser.nextToken();
          if (name.equals("sensor")) {
            sensor = value == JsonToken.VALUE_STRING ? parser.getText() : null;
          } else if (name.equals("timestamp")) {
            stamp = value.isScalarValue() ? timestamps.read(parser.getText()) : null;
          }
          parser.skipChildren();
        }
      }
    } catch (JsonProcessingException malformed) {
      return row(source, null, null, json);
    }
    return row(source, sensor, stamp, json);
  }

  /** The elements of an array, each with its digits as written; null where it is no whole array. */
  @Nullable
  static List<byte[]> elements(byte[] json) throws IOException {
    List<byte[]> elements = new ArrayList<>();
    try (JsonParser parser = Json.mapper().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return null;
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(copy(parser));
      }
      return parser.nextToken() == null ? elements : null;
    } catch (JsonProcessingException malformed) {
      return null;
    }
  }

  /** The value where {@code parser} stands, in one line, with its digits as written. */
  static byte[] copy(JsonParser parser) throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream(128);
    try (JsonGenerator generator = Json.mapper().createGenerator(copy)) {
      generator.copyCurrentStructureExact(parser);
    }
    return copy.toByteArray();
  }

  private static Row row(
      String source, @Nullable String sensor, @Nullable Stamp stamp, byte[] json) {
    FedReading reading = new FedReading(source, sensor, json);
    return new Row(stamp == null ? Row.UNTIMED : stamp.millis(), List.of(reading));
  }
}
