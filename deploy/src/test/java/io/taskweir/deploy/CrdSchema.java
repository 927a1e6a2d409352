package io.taskweir.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The schema of a custom resource, as strict as a person wants it who mistyped a field: the API
 * server would prune what the schema does not know, without a word.
 *
 * @param schema its {@code openAPIV3Schema} or a part of it
 */
record CrdSchema(Yaml schema) {

  private static final String PRESERVES = "x-kubernetes-preserve-unknown-fields";

  /** The schema of a resource definition's only version. */
  static CrdSchema of(Yaml definition) {
    List<Map<String, Object>> versions = definition.at("spec").list("versions");
    return new CrdSchema(new Yaml(versions.get(0)).at("schema", "openAPIV3Schema"));
  }

  /** The schema of a field. */
  CrdSchema at(String... fields) {
    Yaml at = schema;
    for (String field : fields) {
      at = at.at("properties", field);
    }
    return new CrdSchema(at);
  }

  /** What is wrong with {@code value}, a line each. */
  List<String> problems(Object value) {
    List<String> problems = new ArrayList<>();
    check("", schema.values(), value, problems);
    return problems;
  }

  private static void check(
      String where, Map<String, Object> schema, Object value, List<String> problems) {
    if (value instanceof Map<?, ?> map && !schema.containsKey("x-kubernetes-int-or-string")) {
      checkFields(where, schema, map, problems);
    } else if (value instanceof List<?> list && isOf(schema, "array")) {
      for (int i = 0; i < list.size(); i++) {
        check(where + "[" + i + "]", Yaml.of(schema.get("items")).values(), list.get(i), problems);
      }
    } else if (!fits(schema, value)) {
      problems.add("%s: got %s, expected %s".formatted(where, value, expected(schema)));
    }
  }

  private static void checkFields(
      String where, Map<String, Object> schema, Map<?, ?> value, List<String> problems) {
    Map<String, Object> known =
        schema.containsKey("properties") ? new Yaml(schema).at("properties").values() : Map.of();
    Object others = schema.get("additionalProperties");
    value.forEach(
        (key, field) -> {
          String path = where + "/" + key;
          if (known.containsKey(key)) {
            check(path, Yaml.of(known.get(key)).values(), field, problems);
          } else if (others != null) {
            check(path, Yaml.of(others).values(), field, problems);
          } else if (!Boolean.TRUE.equals(schema.get(PRESERVES))) {
            problems.add(path + ": unknown, expected one of " + known.keySet());
          }
        });
  }

  private static boolean fits(Map<String, Object> schema, Object value) {
    if (schema.get("enum") instanceof List<?> allowed && !allowed.contains(value)) {
      return false;
    }
    if (schema.containsKey("x-kubernetes-int-or-string")) {
      return value instanceof String || value instanceof Integer;
    }
    if (value instanceof Integer) {
      return isOf(schema, "integer") || isOf(schema, "number");
    }
    return isOf(
        schema,
        value instanceof String ? "string" : value instanceof Boolean ? "boolean" : "number");
  }

  private static boolean isOf(Map<String, Object> schema, String type) {
    return type.equals(schema.get("type"));
  }

  private static String expected(Map<String, Object> schema) {
    return String.valueOf(schema.getOrDefault("enum", schema.get("type")));
  }
}
