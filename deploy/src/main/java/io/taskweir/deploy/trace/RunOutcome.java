package io.taskweir.deploy.trace;

import io.taskweir.deploy.trace.TaskNode.State;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of a run as a whole, in a line. */
final class RunOutcome {

  private RunOutcome() {}

  static String of(TracedRun run, List<TaskNode> nodes) {
    Map<State, Integer> states = new EnumMap<>(State.class);
    nodes.forEach(node -> states.merge(node.state(), 1, Integer::sum));
    var parts = new ArrayList<String>();
    nodes.stream()
        .filter(node -> node.task().equals(run.root()))
        .filter(node -> node.state() == State.DEAD || node.state() == State.SUPPRESSED)
        .forEach(node -> parts.add(ended(node)));
    if (!run.results().isEmpty()) {
      parts.add(results(run.results()));
    }
    int waiting = states.getOrDefault(State.WAITING, 0);
    if (waiting > 0) {
      parts.add("not ended: " + waiting + (waiting == 1 ? " task waits" : " tasks wait"));
    }
    if (parts.isEmpty()) {
      parts.add("no result");
    }
    return String.join("; ", parts) + counts(states);
  }

  private static String ended(TaskNode node) {
    return node.state() == State.DEAD
        ? "rejected by " + node.stage()
        : "duplicate: " + node.stage() + " had done its key before";
  }

  private static String results(List<Result> results) {
    var kinds = new TreeMap<String, Integer>();
    results.forEach(result -> kinds.merge(result.kind(), 1, Integer::sum));
    var words = new ArrayList<String>();
    kinds.forEach((kind, count) -> words.add(count + " " + kind + (count == 1 ? "" : "s")));
    return String.join(", ", words);
  }

  private static String counts(Map<State, Integer> states) {
    var words = new ArrayList<String>();
    states.forEach(
        (state, count) -> {
          if (state != State.UNSEEN && state != State.WAITING) {
            words.add(count + " " + state.name().toLowerCase(java.util.Locale.ROOT));
          }
        });
    return words.isEmpty() ? "" : " (" + String.join(", ", words) + ")";
  }
}
