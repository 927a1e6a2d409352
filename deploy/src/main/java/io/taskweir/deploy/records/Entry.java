package io.taskweir.deploy.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.Json;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * A line.
 *
 * @param kind what it is, in the plural: the name of its file, such as {@code verdicts}
 * @param json the line itself
 * @param where where it lies, for a message
 */
public record Entry(String kind, String json, Supplier<String> where) {

  /** A newer job may say more of a task than this code knows. */
  private static final ObjectReader AUDIT =
      Json.mapper()
          .readerFor(AuditEvent.class)
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** The line as JSON. */
  public JsonNode node() throws IOException {
    try {
      return Json.mapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
  }

  /** The line as an audit event. */
  public AuditEvent event() throws IOException {
    try {
      AuditEvent event = AUDIT.readValue(json);
      if (event.at() == null
          || event.event() == null
          || event.stage() == null
          || event.task() == null
          || event.root() == null
          || event.tenant() == null) {
        throw new IOException(
            where.get()
                + ": an audit event expected, with at, event, stage, task, root and tenant");
      }
      return event;
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
  }

  private IOException malformed(JsonProcessingException e) {
    return new IOException(where.get() + ": " + e.getOriginalMessage(), e);
  }
}
