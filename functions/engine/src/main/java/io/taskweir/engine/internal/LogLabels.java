package io.taskweir.engine.internal;

import io.taskweir.state.Task;
import java.util.Map;
import java.util.function.Supplier;
import javax.annotation.Nullable;
import org.slf4j.MDC;

/**
 * Puts a task's identity on every log line that is written while it runs, whoever writes it. Ids
 * only: a payload's addresses and subjects never enter a log.
 */
final class LogLabels {

  private LogLabels() {}

  /** What is the same for every task of a stage's subtask. */
  static void stage(StageSpec.Place place, String subtask) {
    MDC.put("workflow", place.workflow());
    MDC.put("stage", place.stage());
    MDC.put("subtask", subtask);
  }

  static void task(Task<?> task) {
    MDC.put("task", task.id().hex());
    MDC.put("root", task.root().hex());
    MDC.put("depth", Integer.toString(task.depth()));
    MDC.put("attempt", Integer.toString(task.attempt()));
  }

  static void clear() {
    for (String label :
        new String[] {"workflow", "stage", "subtask", "task", "root", "depth", "attempt"}) {
      MDC.remove(label);
    }
  }

  @Nullable
  static Map<String, String> copy() {
    return MDC.getCopyOfContextMap();
  }

  /** Runs {@code body} under {@code labels}, on another thread. */
  static <T> T within(@Nullable Map<String, String> labels, Supplier<T> body) {
    if (labels != null) {
      MDC.setContextMap(labels);
    }
    try {
      return body.get();
    } finally {
      clear();
    }
  }
}
