package io.taskweir.deploy.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.StringJoiner;
import javax.annotation.Nullable;

/**
 * What a trace shows of a result.
 *
 * @param kind what it is, in the singular
 * @param id its id
 * @param says what it says, in a few words
 * @param source what a person calls the input; null where the result does not know
 */
record Result(String kind, String id, String tenant, String says, @Nullable String source) {

  /** What tells one result from another, in the order in which a reader wants it. */
  private static final List<String> TELLING =
      List.of(
          "verdict",
          "score",
          "subject",
          "sensor",
          "every",
          "window_start",
          "count",
          "silent_since",
          "returned_at",
          "messages",
          "version");

  private static final int LONGEST = 100;

  static Result of(String kinds, JsonNode result) {
    var says = new StringJoiner(", ");
    for (String field : TELLING) {
      JsonNode value = result.path(field);
      if (value.isValueNode() && !value.isNull()) {
        says.add(field.replace('_', ' ') + " " + shortened(value.asText()));
      }
    }
    return new Result(
        kinds.endsWith("s") ? kinds.substring(0, kinds.length() - 1) : kinds,
        result.path("id").asText(),
        result.path("tenant").asText(),
        says.toString(),
        result.path("source").textValue());
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
