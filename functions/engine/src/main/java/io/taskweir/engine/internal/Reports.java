package io.taskweir.engine.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.state.Attempt;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.Json;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Writes what a stage says of its tasks: dead letters, and the audit at the stage's level. */
final class Reports<I> {

  private final StageSpec.Place place;
  private final AuditLevel level;
  private final TypeSerializer<I> input;

  Reports(StageSpec.Place place, AuditLevel level, TypeSerializer<I> input) {
    this.place = place;
    this.level = level;
    this.input = input;
  }

  /** A dead letter of {@code task}, with what it takes to try it again. */
  DeadLetter deadLetter(Task<I> task, Failure failure, List<Attempt> attempts, long now)
      throws IOException {
    return deadLetter(task, failure, attempts, now, inputOf(task.payload()));
  }

  /** A dead letter that carries {@code body} as its input. */
  DeadLetter deadLetter(
      Task<I> task, Failure failure, List<Attempt> attempts, long now, DeadLetter.Input body) {
    return new DeadLetter(
        task.id().hex(),
        task.root().hex(),
        hexOrNull(task.parent()),
        task.tenant(),
        task.depth(),
        task.epoch(),
        place.workflow(),
        place.stage(),
        failure.reason(),
        failure.failureClass(),
        failure.error(),
        failure.fingerprint(place),
        attempts,
        task.source(),
        body,
        Instant.ofEpochMilli(now),
        place.version());
  }

  /** Whether an event of this kind is written at the stage's level. */
  boolean audits(AuditEvent.Event event) {
    return audits(level, event);
  }

  /** Whether an event of this kind is written at {@code level}. */
  static boolean audits(AuditLevel level, AuditEvent.Event event) {
    return switch (level) {
      case ALL -> true;
      case NONE -> false;
      case FAILURES ->
          switch (event) {
            case SUCCEEDED, SUPPRESSED, HELD -> false;
            case RETRIED, DEAD, LATE -> true;
          };
    };
  }

  AuditEvent event(
      AuditEvent.Event event,
      Task<?> task,
      @Nullable TaskId first,
      @Nullable String reason,
      long nanos,
      long now) {
    return new AuditEvent(
        Instant.ofEpochMilli(now),
        event,
        place.workflow(),
        place.stage(),
        task.id().hex(),
        task.root().hex(),
        hexOrNull(task.parent()),
        hexOrNull(first),
        task.tenant(),
        task.depth(),
        task.attempt(),
        nanos,
        reason);
  }

  /** The input as JSON; where it has no JSON form, the bytes that Flink keeps of it. */
  DeadLetter.Input inputOf(I payload) throws IOException {
    String type = payload.getClass().getSimpleName();
    try {
      return new DeadLetter.Input(type, DeadLetter.Encoding.JSON, Json.write(payload));
    } catch (JsonProcessingException | StackOverflowError e) {
      DataOutputSerializer bytes = new DataOutputSerializer(256);
      input.serialize(payload, bytes);
      return new DeadLetter.Input(
          type,
          DeadLetter.Encoding.BASE64,
          Base64.getEncoder().encodeToString(bytes.getCopyOfBuffer()));
    }
  }

  @Nullable
  private static String hexOrNull(@Nullable TaskId id) {
    return id == null ? null : id.hex();
  }
}
