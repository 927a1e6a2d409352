package io.taskweir.deploy.trace;

import io.taskweir.state.AuditEvent;
import io.taskweir.state.AuditEvent.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * A task at one stage: what the audit and its dead letter say. A task that goes on to another stage
 * under its own id is a node there too.
 */
final class TaskNode {

  /** What became of it. */
  enum State {
    SUCCEEDED,
    DEAD,
    SUPPRESSED,
    LATE,
    WAITING,
    /** Only its children tell that it was there. */
    UNSEEN
  }

  private static final Comparator<AuditEvent> IN_TIME =
      Comparator.comparing(AuditEvent::at)
          .thenComparingInt(AuditEvent::attempt)
          .thenComparing(AuditEvent::event)
          .thenComparing(AuditEvent::toString);

  private final String stage;
  private final String task;
  private final Map<AuditEvent, Integer> events = new TreeMap<>(IN_TIME);
  private final List<TaskNode> children = new ArrayList<>();
  @Nullable private final String parent;
  @Nullable private DeadTask dead;

  TaskNode(String stage, String task, @Nullable String parent) {
    this.stage = stage;
    this.task = task;
    this.parent = parent;
  }

  void add(AuditEvent event) {
    events.merge(event, 1, Integer::sum);
  }

  /** The newest letter of a task counts: it may have been sent back before. */
  void add(DeadTask letter) {
    if (dead == null || !letter.failure().at().isBefore(dead.failure().at())) {
      dead = letter;
    }
  }

  void addChild(TaskNode child) {
    children.add(child);
  }

  void sortChildren(Comparator<TaskNode> order) {
    children.sort(order);
  }

  String stage() {
    return stage;
  }

  String task() {
    return task;
  }

  @Nullable
  String parent() {
    return parent;
  }

  List<TaskNode> children() {
    return children;
  }

  @Nullable
  DeadTask dead() {
    return dead;
  }

  /** Its events in time, each with how often it is there. */
  Map<AuditEvent, Integer> events() {
    return events;
  }

  /** The event that says what became of it; null where none does. */
  @Nullable
  AuditEvent end() {
    for (Event kind : List.of(Event.SUCCEEDED, Event.DEAD, Event.SUPPRESSED, Event.LATE)) {
      AuditEvent last = last(kind);
      if (last != null) {
        return last;
      }
    }
    return null;
  }

  State state() {
    AuditEvent end = end();
    if (end == null) {
      return dead != null ? State.DEAD : events.isEmpty() ? State.UNSEEN : State.WAITING;
    }
    return switch (end.event()) {
      case SUCCEEDED -> State.SUCCEEDED;
      case DEAD -> State.DEAD;
      case SUPPRESSED -> State.SUPPRESSED;
      case LATE -> State.LATE;
      case RETRIED, HELD -> State.WAITING;
    };
  }

  /** The newest event; null where there is none. */
  @Nullable
  AuditEvent last() {
    AuditEvent last = null;
    for (AuditEvent event : events.keySet()) {
      last = event;
    }
    return last;
  }

  /** When its first attempt began, as far as it is known; null where it is not. */
  @Nullable
  Instant started() {
    Instant first = null;
    for (AuditEvent event : events.keySet()) {
      Instant begun = event.at().minus(Duration.ofNanos(event.durationNs()));
      first = first == null || begun.isBefore(first) ? begun : first;
    }
    if (dead != null) {
      Instant failed =
          dead.attempts().isEmpty() ? dead.failure().at() : dead.attempts().get(0).at();
      first = first == null || failed.isBefore(first) ? failed : first;
    }
    return first;
  }

  @Nullable
  private AuditEvent last(Event kind) {
    AuditEvent last = null;
    for (AuditEvent event : events.keySet()) {
      last = event.event() == kind ? event : last;
    }
    return last;
  }
}
