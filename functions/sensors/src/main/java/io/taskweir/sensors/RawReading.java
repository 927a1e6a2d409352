package io.taskweir.sensors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.taskweir.state.Content;
import io.taskweir.state.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.annotation.Nullable;

/**
 * One element of a record, as it came. Fields are a contract: add or remove one, never rename or
 * retype it.
 *
 * @param index its place in the record, from 0
 * @param json what should be an object; it may be anything
 * @param sensor whose reading it says to be; null where it says nothing readable
 */
public record RawReading(int index, String json, @Nullable String sensor) {

  /** An element that names its own sensor. */
  public static RawReading of(int index, String json) {
    return new RawReading(index, json, sensorIn(json));
  }

  /**
   * The key of the stage that checks it. What names no sensor has a key too, of a sort that no
   * sensor has: so it reaches the stage, which says better than a missing key what is wrong.
   */
  public String key() {
    return sensor != null ? sensor : "\0" + Content.digestOf(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads no more than up to the field, and judges nothing. */
  @Nullable
  private static String sensorIn(String json) {
    try (JsonParser parser = Json.mapper().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals("sensor");
        JsonToken value = parser.nextToken();
        if (found) {
          return value == JsonToken.VALUE_STRING ? parser.getText() : null;
        }
        parser.skipChildren();
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }
}
