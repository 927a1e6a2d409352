package io.taskweir.engine.internal;

import io.taskweir.state.TaskId;
import java.util.HashMap;
import java.util.Map;

/**
 * The slots of a stage's emissions. What nearly every task emits, one child without a key, has the
 * same slot each time and is hashed once.
 */
final class Slots {

  private final String stage;
  private final Map<String, TaskId> firstWithoutKey = new HashMap<>();

  Slots(String stage) {
    this.stage = stage;
  }

  /** See {@link TaskId#slot}. */
  TaskId of(String output, String childKey, int ordinal) {
    return childKey.isEmpty() && ordinal == 0
        ? firstWithoutKey.computeIfAbsent(output, name -> TaskId.slot(stage, name, "", 0))
        : TaskId.slot(stage, output, childKey, ordinal);
  }
}
