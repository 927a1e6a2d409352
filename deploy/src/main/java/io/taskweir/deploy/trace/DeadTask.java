package io.taskweir.deploy.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.state.Attempt;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What a trace shows of a dead letter: all but its input, which may be large, and private.
 *
 * @param failure what the audit says too
 * @param source what a person calls the run's input; null where nobody said
 * @param coordinates where it lay, {@code topic/partition@offset}; null where that is not known
 */
record DeadTask(
    String id,
    @Nullable String parent,
    String root,
    String tenant,
    String workflow,
    String stage,
    Failure failure,
    List<Attempt> attempts,
    @Nullable String source,
    @Nullable String coordinates) {

  /** Why, and when. */
  record Failure(String reason, String failureClass, String detail, Instant at) {}

  static DeadTask of(JsonNode letter) {
    JsonNode source = letter.path("source");
    return new DeadTask(
        letter.path("id").asText(),
        letter.path("parent").textValue(),
        letter.path("root").asText(),
        letter.path("tenant").asText(),
        letter.path("workflow").asText(),
        letter.path("stage").asText(),
        new Failure(
            letter.path("reason").asText(),
            letter.path("class").asText(),
            letter.path("detail").asText(),
            instant(letter.path("failed_at").asText())),
        attempts(letter.path("attempts")),
        source.path("name").textValue(),
        coordinates(source));
  }

  @Nullable
  static String coordinates(JsonNode source) {
    return source.hasNonNull("topic")
        ? source.path("topic").asText()
            + "/"
            + source.path("partition").asInt()
            + "@"
            + source.path("offset").asLong()
        : null;
  }

  private static List<Attempt> attempts(JsonNode attempts) {
    var read = new ArrayList<Attempt>();
    for (JsonNode attempt : attempts) {
      read.add(new Attempt(instant(attempt.path("at").asText()), attempt.path("error").asText()));
    }
    return List.copyOf(read);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("time: RFC 3339 expected, got " + text, e);
    }
  }
}
