package io.taskweir.engine.internal;

import io.taskweir.state.Task;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.annotation.Nullable;
import org.slf4j.MDC;

/**
 * Puts a task's identity on every log line that is written while it runs, whoever writes it. Ids
 * only: a payload's addresses and subjects never enter a log.
 *
 * <p>A thread's labels are replaced as a whole and put back as a whole: label by label it would
 * cost a copy of all of them for each, and this is done for every task. They are put into one map,
 * of which the thread takes a copy. What a thread has without a task is Flink's, and the same for
 * as long as a subtask runs.
 */
final class LogLabels {

  @Nullable private final Map<String, String> before;
  private final Map<String, String> all;

  /** What is the same for every task of a stage's subtask, over what this thread has already. */
  LogLabels(StageSpec.Place place, String subtask) {
    before = copy();
    all = before == null ? new HashMap<>() : new HashMap<>(before);
    all.putAll(Map.of("workflow", place.workflow(), "stage", place.stage(), "subtask", subtask));
  }

  /** Labels the thread that this was made on, until {@link #clear}. */
  void put(Task<?> task) {
    String id = task.id().hex();
    all.put("task", id);
    all.put("root", task.root().equals(task.id()) ? id : task.root().hex());
    all.put("depth", Integer.toString(task.depth()));
    all.put("attempt", Integer.toString(task.attempt()));
    MDC.setContextMap(all);
  }

  /** Gives the thread the labels that it had. */
  void clear() {
    restore(before);
  }

  @Nullable
  static Map<String, String> copy() {
    return MDC.getCopyOfContextMap();
  }

  /** Runs {@code body} under {@code labels}, on a thread that has none of its own. */
  static <T> T within(@Nullable Map<String, String> labels, Supplier<T> body) {
    restore(labels);
    try {
      return body.get();
    } finally {
      MDC.clear();
    }
  }

  private static void restore(@Nullable Map<String, String> labels) {
    if (labels == null) {
      MDC.clear();
    } else {
      MDC.setContextMap(labels);
    }
  }
}
