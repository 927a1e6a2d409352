package io.taskweir.sensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.taskweir.engine.Rejection;
import io.taskweir.state.Json;
import java.util.Iterator;
import java.util.List;
import javax.annotation.Nullable;

/**
 * The JSON object of one setting, read strictly: a field that nobody asks for is a typing error.
 *
 * @param setting the setting's name
 * @param object its value
 */
record SettingFields(String setting, JsonNode object) {

  /** The reason of every refusal. */
  static final String REASON = "SETTING";

  private static final int LONGEST_VALUE = 65_536;

  private static final ObjectReader READER =
      Json.mapper()
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  /** Reads a value that may have these fields and no others. */
  static SettingFields of(String setting, String value, String... allowed) throws Rejection {
    SettingFields fields = new SettingFields(setting, parse(setting, value));
    List<String> names = List.of(allowed);
    for (Iterator<String> given = fields.object.fieldNames(); given.hasNext(); ) {
      String name = given.next();
      if (!names.contains(name)) {
        throw fields.refused(
            "unknown field " + Shown.of(name) + ", expected " + String.join(", ", names));
      }
    }
    return fields;
  }

  private static JsonNode parse(String setting, String value) throws Rejection {
    if (value.length() > LONGEST_VALUE) {
      throw refused(setting, "expected at most " + LONGEST_VALUE + " characters");
    }
    try {
      JsonNode node = READER.readTree(value);
      if (node.isObject()) {
        return node;
      }
      throw refused(setting, "got " + Shown.of(value) + ", expected one JSON object");
    } catch (JsonProcessingException e) {
      throw refused(
          setting,
          "got "
              + Shown.of(value)
              + ", expected one JSON object: "
              + Shown.of(e.getOriginalMessage()));
    }
  }

  /** The pattern of the sensors that the setting is for. */
  Glob sensors() throws Rejection {
    return new Glob(name("sensors"));
  }

  /** A name that must be given. */
  String name(String field) throws Rejection {
    Field given = field(field);
    String name = given.asName();
    if (name == null) {
      throw given.refused(REASON, Field.NAME);
    }
    return name;
  }

  /** A name; null where none is given. */
  @Nullable
  String nameOrNull(String field) throws Rejection {
    return field(field).isAbsent() ? null : name(field);
  }

  /** A finite number; null where none is given. */
  @Nullable
  Double number(String field) throws Rejection {
    Field given = field(field);
    Double number = given.asNumber();
    if (number == null && !given.isAbsent()) {
      throw given.refused(REASON, "a finite number");
    }
    return number;
  }

  /** A whole number from 0 to {@code most} that must be given. */
  int integer(String field, int most) throws Rejection {
    Field given = field(field);
    Long integer = given.asInteger();
    if (integer == null || integer < 0 || integer > most) {
      throw given.refused(REASON, "a whole number from 0 to " + most);
    }
    return integer.intValue();
  }

  /** The rejection of the whole. */
  Rejection refused(String problem) {
    return refused(setting, problem);
  }

  private static Rejection refused(String setting, String problem) {
    return new Rejection(REASON, "setting " + setting + ": " + problem);
  }

  private Field field(String name) {
    return new Field("setting " + setting + ": " + name, Field.of(object, name).got());
  }
}
