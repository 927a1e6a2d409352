package io.taskweir.deploy.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.deploy.records.RunRecords;
import io.taskweir.deploy.records.RunRecords.Kind;
import io.taskweir.deploy.records.Wanted;
import io.taskweir.state.AuditEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that is known of one run. Events are a multiset, in no order.
 *
 * @param root its id
 * @param events what became of its tasks
 * @param dead its tasks that ended without a result
 * @param results what came out of it
 * @param firsts the run of each task of another run that suppressed one of this run's
 */
record TracedRun(
    String root,
    List<AuditEvent> events,
    List<DeadTask> dead,
    List<Result> results,
    Map<String, String> firsts) {

  private static final String TASK = "\"task\":\"";
  private static final int ID_LENGTH = 32;

  /** Gathers the run {@code root}: nothing of any other run is kept. */
  static TracedRun gather(RunRecords records, String root) throws IOException {
    List<AuditEvent> events = events(records, root, Wanted.near(root));
    if (records.looksNearRoots() && events.stream().noneMatch(e -> e.task().equals(root))) {
      events = events(records, root, Wanted.with(root));
    }
    var dead = new ArrayList<DeadTask>();
    records.forEach(
        Kind.DEAD_LETTERS,
        Wanted.with(root),
        entry -> {
          JsonNode letter = entry.node();
          if (letter.path("root").asText().equals(root)) {
            dead.add(DeadTask.of(letter));
          }
        });
    var results = new ArrayList<Result>();
    records.forEach(
        Kind.RESULTS,
        Wanted.with(root),
        entry -> {
          JsonNode result = entry.node();
          if (result.path("root").asText().equals(root)) {
            results.add(Result.of(entry.kind(), result));
          }
        });
    return new TracedRun(root, events, dead, results, firsts(records, events));
  }

  /** The workflow that it went through; empty where only a result tells of it. */
  String workflow() {
    return Stream.concat(
            events.stream().map(AuditEvent::workflow), dead.stream().map(DeadTask::workflow))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  /** The ids of its tasks. */
  Stream<String> tasks() {
    return Stream.concat(events.stream().map(AuditEvent::task), dead.stream().map(DeadTask::id));
  }

  boolean hasSuccessAt(String stage) {
    return events.stream()
        .anyMatch(e -> e.stage().equals(stage) && e.event() == AuditEvent.Event.SUCCEEDED);
  }

  private static List<AuditEvent> events(RunRecords records, String root, Wanted wanted)
      throws IOException {
    var events = new ArrayList<AuditEvent>();
    records.forEach(
        Kind.AUDIT,
        wanted,
        entry -> {
          AuditEvent event = entry.event();
          if (event.root().equals(root)) {
            events.add(event);
          }
        });
    return events;
  }

  /** One more pass, and only where a task of another run had been first. */
  private static Map<String, String> firsts(RunRecords records, List<AuditEvent> events)
      throws IOException {
    Set<String> missing = new HashSet<>();
    events.stream().map(AuditEvent::first).forEach(missing::add);
    missing.remove(null);
    events.stream().map(AuditEvent::task).forEach(missing::remove);
    var roots = new HashMap<String, String>();
    if (!missing.isEmpty()) {
      records.forEach(
          Kind.AUDIT,
          Wanted.ALL,
          entry -> {
            if (mentions(entry.json(), missing)) {
              AuditEvent event = entry.event();
              if (missing.contains(event.task())) {
                roots.put(event.task(), event.root());
              }
            }
          });
    }
    return roots;
  }

  /** Far cheaper than to parse each line: an id stands in it after {@code "task":"}. */
  private static boolean mentions(String json, Set<String> ids) {
    int task = json.indexOf(TASK);
    int from = task + TASK.length();
    return task >= 0
        && json.length() >= from + ID_LENGTH
        && ids.contains(json.substring(from, from + ID_LENGTH));
  }
}
