package io.taskweir.email;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.email.Opinion.Holder;
import io.taskweir.email.Verdict.Judgement;
import io.taskweir.engine.Rejection;
import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import io.taskweir.state.Content;
import io.taskweir.state.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads what a person says of a message: {@code {"sha256": ..., "label": ...}}, the digest of its
 * bytes as its verdict names it, and {@code ham}, {@code spam} or {@code phish}. Other fields are
 * passed over.
 *
 * <p>It keeps no state. Rejections: {@code NOT_FEEDBACK} for anything else, and {@code LIMIT} above
 * {@value #MOST_BYTES} bytes.
 */
public final class ReadFeedback implements TaskFunction<Content, Opinion> {

  private static final long serialVersionUID = 1L;

  /** Bytes of one record. */
  static final int MOST_BYTES = 10_000;

  private static final int DIGEST_DIGITS = 64;
  private static final int SHOWN = 80;

  @Override
  public void run(Content input, TaskContext<Opinion> context) throws IOException, Rejection {
    if (input.size() > MOST_BYTES) {
      throw Rejection.limit(
          "bytes in the feedback: " + input.size() + ", allowed are " + MOST_BYTES);
    }
    try (InputStream bytes = context.open(input)) {
      JsonNode said = parse(bytes.readNBytes(MOST_BYTES));
      context.emit(new Opinion(digest(said), Holder.PERSON, judgement(said)));
    }
  }

  private static JsonNode parse(byte[] bytes) throws IOException, Rejection {
    try {
      JsonNode said = Json.mapper().readTree(bytes);
      if (said.isObject()) {
        return said;
      }
    } catch (JsonProcessingException e) {
      throw refused("no JSON");
    }
    throw refused("no JSON object");
  }

  private static String digest(JsonNode said) throws Rejection {
    String digest = said.path("sha256").asText();
    boolean is =
        digest.length() == DIGEST_DIGITS
            && digest.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    if (!is) {
      throw refused("sha256: 64 lower-case hex digits expected, got " + shown(said, "sha256"));
    }
    return digest;
  }

  private static Judgement judgement(JsonNode said) throws Rejection {
    String label = said.path("label").asText();
    Optional<Judgement> named =
        Arrays.stream(Judgement.values())
            .filter(judgement -> Opinion.label(judgement).equals(label))
            .findFirst();
    if (named.isEmpty()) {
      String allowed =
          Arrays.stream(Judgement.values()).map(Opinion::label).collect(Collectors.joining(", "));
      throw refused("label: one of %s expected, got %s".formatted(allowed, shown(said, "label")));
    }
    return named.get();
  }

  private static String shown(JsonNode said, String field) {
    String text = said.has(field) ? said.get(field).toString() : "none";
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }

  private static Rejection refused(String why) {
    return new Rejection("NOT_FEEDBACK", why);
  }
}
