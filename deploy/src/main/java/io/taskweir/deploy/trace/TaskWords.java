package io.taskweir.deploy.trace;

import io.taskweir.state.Attempt;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.AuditEvent.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/** What a trace says of a task: a line, and more below it where something went wrong. */
final class TaskWords {

  /** As much of an id as tells the tasks of a run apart, and as {@code trace} takes. */
  static final int SHORT = 8;

  /** The engine's word for any exception, which its class and message say better. */
  private static final String EXHAUSTED = "EXHAUSTED";

  private final TracedRun run;
  private final Set<String> tasks;
  private final Instant start;
  private final Glyphs glyphs;

  TaskWords(TracedRun run, Set<String> tasks, Instant start, Glyphs glyphs) {
    this.run = run;
    this.tasks = tasks;
    this.start = start;
    this.glyphs = glyphs;
  }

  static String shortId(String id) {
    return id.length() <= SHORT ? id : id.substring(0, SHORT);
  }

  /** What became of it. */
  String outcome(TaskNode node) {
    AuditEvent end = node.end();
    String often = end == null ? "" : glyphs.times(node.events().get(end));
    return switch (node.state()) {
      case SUCCEEDED -> "succeeded" + often;
      case DEAD -> dead(node) + often;
      case SUPPRESSED -> "suppressed by " + first(end) + often;
      case LATE -> "late" + often;
      case WAITING -> waiting(node);
      case UNSEEN -> "no event";
    };
  }

  /** The attempt that it ended with. */
  String attempt(TaskNode node) {
    AuditEvent last = node.end() == null ? node.last() : node.end();
    if (last != null) {
      return Integer.toString(last.attempt());
    }
    return node.dead() == null ? "" : Integer.toString(node.dead().attempts().size());
  }

  /** When it began, from the run's start. */
  String started(TaskNode node) {
    return node.started() == null ? "" : after(node.started());
  }

  /** How long its last attempt took; nothing where nobody measured. */
  String took(TaskNode node) {
    AuditEvent last = node.end() == null ? node.last() : node.end();
    return last == null || last.durationNs() == 0
        ? ""
        : Span.of(Duration.ofNanos(last.durationNs()));
  }

  /** What is told below its line: failed attempts, and ends before or after the one that counts. */
  List<String> details(TaskNode node) {
    var lines = new ArrayList<String>();
    List<Attempt> attempts = node.dead() == null ? List.of() : node.dead().attempts();
    for (Map.Entry<AuditEvent, Integer> counted : node.events().entrySet()) {
      AuditEvent event = counted.getKey();
      if (event.event() == Event.RETRIED) {
        lines.add(retried(event, attempts) + glyphs.times(counted.getValue()));
      } else if (event.event() == Event.HELD) {
        lines.add("held " + after(event.at()) + glyphs.times(counted.getValue()));
      } else if (!event.equals(node.end())) {
        lines.add("also " + otherEnd(event) + glyphs.times(counted.getValue()));
      }
    }
    if (node.dead() != null) {
      lines.add(failure(node.dead()));
    }
    return lines;
  }

  private String dead(TaskNode node) {
    DeadTask letter = node.dead();
    return letter == null
        ? "dead " + node.end().reason()
        : "dead " + letter.failure().reason() + " " + letter.failure().failureClass();
  }

  private String first(AuditEvent event) {
    String first = event.first();
    if (first == null) {
      return "a task that was not named";
    }
    if (first.equals(event.task())) {
      return "itself, earlier";
    }
    if (tasks.contains(first)) {
      return shortId(first) + " of this run";
    }
    String root = run.firsts().get(first);
    return shortId(first)
        + (root == null ? " of a run that is not here" : " of run " + shortId(root));
  }

  private String waiting(TaskNode node) {
    AuditEvent last = node.last();
    return last != null && last.event() == Event.HELD
        ? "held, still waiting"
        : "retried, still waiting";
  }

  private String retried(AuditEvent event, List<Attempt> attempts) {
    var line = new StringBuilder("attempt " + event.attempt() + " failed " + after(event.at()));
    if (event.durationNs() > 0) {
      line.append(" after ").append(Span.of(Duration.ofNanos(event.durationNs())));
    }
    String error = error(event, attempts);
    if (error != null) {
      line.append(": ").append(error);
    }
    return line.toString();
  }

  @Nullable
  private static String error(AuditEvent event, List<Attempt> attempts) {
    int at = event.attempt() - 1;
    if (at < 0 || at >= attempts.size()) {
      return EXHAUSTED.equals(event.reason()) ? null : event.reason();
    }
    String error = attempts.get(at).error();
    return at > 0 && error.equals(attempts.get(at - 1).error()) ? "the same" : error;
  }

  private String otherEnd(AuditEvent event) {
    String what =
        switch (event.event()) {
          case SUPPRESSED -> "suppressed by " + first(event);
          case DEAD -> "dead " + event.reason();
          default -> event.event().name().toLowerCase(java.util.Locale.ROOT);
        };
    return what + " " + after(event.at()) + ", attempt " + event.attempt();
  }

  /** The last failure, which is what the letter is about. */
  private String failure(DeadTask letter) {
    int attempts = letter.attempts().size();
    boolean same =
        attempts > 1
            && letter.attempts().get(attempts - 2).error().equals(letter.failure().detail());
    return (attempts > 1 ? "attempt " + attempts + " failed " : "failed ")
        + after(letter.failure().at())
        + ": "
        + (same ? "the same" : letter.failure().detail());
  }

  private String after(Instant at) {
    Duration since = Duration.between(start, at);
    return (since.isNegative() ? "" : "+") + Span.of(since);
  }
}
