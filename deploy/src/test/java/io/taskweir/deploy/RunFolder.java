package io.taskweir.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.AuditEvent.Event;
import io.taskweir.state.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.annotation.Nullable;

/** The folder of a run that never was, written by hand: a fixture. */
public final class RunFolder {

  /** When the runs of this folder began. */
  public static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  private final Path path;
  private final String workflow;

  /** Makes an empty one. */
  public RunFolder(Path path, String workflow) throws IOException {
    this.path = path;
    this.workflow = workflow;
    Files.createDirectories(path);
    for (String file : List.of("audit.jsonl", "dead-letters.jsonl", "verdicts.jsonl")) {
      Files.writeString(path.resolve(file), "");
    }
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /** An id whose 32 digits are {@code digits} over and over. */
  public static String id(String digits) {
    return digits.repeat(32).substring(0, 32);
  }

  /** An event of the default tenant. */
  public static AuditEvent event(
      Event event, String workflow, String stage, String task, String root, long atMillis) {
    return new AuditEvent(
        START.plusMillis(atMillis),
        event,
        workflow,
        stage,
        task,
        root,
        task.equals(root) ? null : root,
        null,
        "default",
        0,
        1,
        0,
        null);
  }

  /** Adds an event of a task whose parent is its root. */
  public RunFolder event(Event event, String stage, String task, String root, long atMillis)
      throws IOException {
    return event(event(event, workflow, stage, task, root, atMillis));
  }

  /** Adds the event of a failed attempt. */
  public RunFolder attempt(
      Event event, String stage, String task, String root, int attempt, long atMillis)
      throws IOException {
    AuditEvent first = event(event, workflow, stage, task, root, atMillis);
    return event(
        new AuditEvent(
            first.at(),
            event,
            workflow,
            stage,
            task,
            root,
            first.parent(),
            null,
            first.tenant(),
            0,
            attempt,
            Duration.ofMillis(5).toNanos(),
            "EXHAUSTED"));
  }

  /** Adds the event of a task that met the claim of {@code first}. */
  public RunFolder suppressed(String stage, String task, String root, String first, long atMillis)
      throws IOException {
    AuditEvent event = event(Event.SUPPRESSED, workflow, stage, task, root, atMillis);
    return event(
        new AuditEvent(
            event.at(),
            Event.SUPPRESSED,
            workflow,
            stage,
            task,
            root,
            event.parent(),
            first,
            "default",
            0,
            1,
            0,
            null));
  }

  /** Adds an event as it is. */
  public RunFolder event(AuditEvent event) throws IOException {
    return line("audit.jsonl", Json.write(event));
  }

  /** Adds a dead letter, one error an attempt, a second apart from {@link #START}. */
  public RunFolder letter(
      String stage, String task, String root, @Nullable String source, String... errors)
      throws IOException {
    ObjectNode letter = Json.mapper().createObjectNode();
    letter.put("id", task).put("root", root).put("parent", task.equals(root) ? null : root);
    letter.put("tenant", "default").put("workflow", workflow).put("stage", stage);
    letter.put("reason", "EXHAUSTED").put("class", "TRANSIENT");
    letter.put("detail", errors[errors.length - 1]);
    var attempts = letter.putArray("attempts");
    for (int i = 0; i < errors.length; i++) {
      String at = START.plusSeconds(i + 1).toString();
      attempts.addObject().put("at", at).put("error", errors[i]);
    }
    letter
        .putObject("source")
        .put("name", source)
        .put("topic", "taskweir." + workflow + ".in")
        .put("partition", 0)
        .put("offset", 7);
    letter.put("failed_at", START.plusSeconds(errors.length).toString());
    return line("dead-letters.jsonl", letter.toString());
  }

  /** Adds a verdict. */
  public RunFolder verdict(String id, String root, String source) throws IOException {
    ObjectNode verdict = Json.mapper().createObjectNode();
    verdict.put("id", id).put("root", root).put("tenant", "default").put("version", 1);
    verdict.put("source", source).put("verdict", "ham").put("score", 0.05);
    return line("verdicts.jsonl", verdict.toString());
  }

  /** Adds a line to a file. */
  public RunFolder line(String file, String line) throws IOException {
    Files.writeString(
        path.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return this;
  }
}
