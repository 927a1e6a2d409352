package io.taskweir.sensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.taskweir.engine.Rejection;
import io.taskweir.state.Json;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * What an element says, each field of its type, before anything is known of its sensor.
 *
 * @param sensor a name
 * @param timestamp epoch milliseconds, between 1970 and 9999
 * @param value finite
 * @param unit any text; null where none is given
 * @param group a name; null where none is given
 * @param sequence at least 0; null where none is given
 */
record ReadingFields(
    String sensor,
    long timestamp,
    double value,
    @Nullable String unit,
    @Nullable String group,
    @Nullable Long sequence) {

  /** Strict, but for {@code NaN}: it is let in, to be refused as a value rather than as JSON. */
  private static final ObjectReader READER =
      Json.mapper()
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);

  /** 9999-12-31T23:59:59.999Z. */
  private static final long LATEST = 253_402_300_799_999L;

  /**
   * Reads an element, or says of its first wrong field what is wrong. Unknown fields are passed.
   */
  static ReadingFields of(RawReading raw) throws Rejection {
    JsonNode object = parse(raw.json());
    return new ReadingFields(
        sensor(Field.of(object, "sensor"), raw.sensor()),
        timestamp(Field.of(object, "timestamp")),
        value(Field.of(object, "value")),
        unit(Field.of(object, "unit")),
        group(Field.of(object, "group")),
        sequence(Field.of(object, "sequence")));
  }

  private static JsonNode parse(String json) throws Rejection {
    if (json.length() > Elements.MOST_CHARS) {
      throw Rejection.limit(
          "characters in the element: more than the " + Elements.MOST_CHARS + " allowed");
    }
    try {
      JsonNode node = READER.readTree(json);
      if (!node.isObject()) {
        throw new Rejection("JSON", noObject(json, ""));
      }
      return node;
    } catch (StreamConstraintsException e) {
      throw Rejection.limit("the element passes a bound of JSON: " + e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      throw new Rejection("JSON", noObject(json, ": " + Shown.of(e.getOriginalMessage())));
    }
  }

  private static String noObject(String json, String why) {
    String shown = json.isEmpty() ? "nothing (was the record cut off?)" : Shown.of(json);
    return "element: got " + shown + ", expected one JSON object" + why;
  }

  private static String sensor(Field field, @Nullable String keyed) throws Rejection {
    String sensor = field.asName();
    if (sensor == null) {
      throw field.refused("SENSOR", Field.NAME);
    }
    if (!Objects.equals(sensor, keyed)) {
      throw field.refused("SENSOR", "the sensor that the element is keyed by");
    }
    return sensor;
  }

  private static long timestamp(Field field) throws Rejection {
    String text = field.asText();
    Long millis = text == null ? field.asInteger() : Rfc3339.parse(text);
    if (millis == null || millis < 0 || millis > LATEST) {
      throw field.refused(
          "TIMESTAMP", "RFC 3339 with a zone, or epoch milliseconds, from 1970 to 9999");
    }
    return millis;
  }

  private static double value(Field field) throws Rejection {
    Double value = field.asNumber();
    if (value == null) {
      throw field.refused("VALUE", "a finite number, not in quotes");
    }
    return value;
  }

  @Nullable
  private static String unit(Field field) throws Rejection {
    if (!field.isAbsent() && field.asText() == null) {
      throw field.refused("UNIT", "a text, or none");
    }
    return field.asText();
  }

  @Nullable
  private static String group(Field field) throws Rejection {
    if (!field.isAbsent() && field.asName() == null) {
      throw field.refused("GROUP", Field.NAME + ", or none");
    }
    return field.asName();
  }

  @Nullable
  private static Long sequence(Field field) throws Rejection {
    Long sequence = field.asInteger();
    if (!field.isAbsent() && (sequence == null || sequence < 0)) {
      throw field.refused("SEQUENCE", "a whole number from 0, or none");
    }
    return sequence;
  }
}
