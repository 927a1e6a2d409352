package io.taskweir.sensors;

import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;

/**
 * Passes a reading on. What drops the repeats is the stage that runs it: once for each {@link
 * Reading#identity} under the sensor's key; a repeat with another {@link Reading#content} is a dead
 * letter {@code CONFLICT}.
 */
public final class DropDuplicates implements TaskFunction<Reading, Reading> {

  private static final long serialVersionUID = 1L;

  @Override
  public void run(Reading input, TaskContext<Reading> context) {
    context.emit(input);
  }
}
