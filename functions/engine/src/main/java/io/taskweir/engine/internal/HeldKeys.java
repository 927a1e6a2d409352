package io.taskweir.engine.internal;

import io.taskweir.state.TaskId;
import java.util.HashMap;
import java.util.Map;

/**
 * How many tasks are held under which key, on the heap: what every success has to know costs it no
 * access to state then. Some 100 bytes for each key that holds a task; made anew from state after a
 * restore.
 */
final class HeldKeys {

  private final Map<TaskId, Integer> counts = new HashMap<>();

  void add(TaskId key) {
    counts.merge(key, 1, Integer::sum);
  }

  void remove(TaskId key) {
    counts.computeIfPresent(key, (unused, held) -> held == 1 ? null : held - 1);
  }

  int count(TaskId key) {
    return counts.getOrDefault(key, 0);
  }

  boolean areNone() {
    return counts.isEmpty();
  }
}
