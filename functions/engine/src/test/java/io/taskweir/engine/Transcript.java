package io.taskweir.engine;

import io.taskweir.state.AuditEvent;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * All that an operator said, a line each, or all that its model expects. What has not been in a
 * snapshot is taken back on a restore, as an exactly-once sink does.
 */
final class Transcript {

  private final List<String> lines = new ArrayList<>();
  private int compared;

  void child(String output, Task<?> child) {
    lines.add(output + " " + child);
  }

  void letter(String id, String reason, List<Long> attemptsAt, long at) {
    lines.add("dead letter of " + id + ": " + reason + " at " + at + ", attempts " + attemptsAt);
  }

  void event(
      AuditEvent.Event event, String id, @Nullable TaskId first, @Nullable String reason, int at) {
    String also = (first == null ? "" : " first " + first) + (reason == null ? "" : " " + reason);
    lines.add("audit: " + event + " " + id + also + " on attempt " + at);
  }

  void outcome(String id, @Nullable String reason, List<?> results) {
    lines.add("outcome of " + id + ": " + reason + " " + results);
  }

  void manifest(String id, Object parked, List<Manifest.Child> children) {
    List<String> sorted = children.stream().map(Manifest.Child::toString).sorted().toList();
    lines.add("manifest of " + id + ": " + parked + " " + sorted);
  }

  int length() {
    return lines.size();
  }

  void takeBackTo(int length) {
    lines.subList(length, lines.size()).clear();
    compared = length;
  }

  /** Throws where what this says since the last comparison is not what {@code model} says. */
  void compareWith(Transcript model) {
    List<String> unexpected = new ArrayList<>(lines.subList(compared, lines.size()));
    List<String> missing = new ArrayList<>();
    for (String line : model.lines.subList(compared, model.lines.size())) {
      if (!unexpected.remove(line)) {
        missing.add(line);
      }
    }
    if (!unexpected.isEmpty() || !missing.isEmpty()) {
      throw new AssertionError(
          "said but not expected:"
              + listed(unexpected)
              + "\nexpected but not said:"
              + listed(missing));
    }
    compared = lines.size();
  }

  private static String listed(List<String> lines) {
    return lines.isEmpty() ? " nothing" : "\n  " + String.join("\n  ", lines);
  }
}
