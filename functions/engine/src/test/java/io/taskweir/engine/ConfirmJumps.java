package io.taskweir.engine;

import io.taskweir.engine.Words.Line;
import java.time.Duration;

/**
 * A task for tests, as whoever checks clocks is: a reading that jumps more than 10 beyond the clock
 * of its key waits until the next one confirms it, by being near to it, or refutes it.
 */
final class ConfirmJumps implements TaskFunction<Line, String> {

  private static final long serialVersionUID = 1L;
  private static final Duration LONG = Duration.ofHours(1);

  @Override
  public void run(Line line, TaskContext<String> context) throws Exception {
    SharedEntries shared = context.shared();
    int time = Integer.parseInt(line.text());
    String clock = shared.getText("clock");
    if (clock == null || time <= Integer.parseInt(clock) + 10) {
      shared.putText("clock", line.text(), LONG);
      shared.remove("candidate");
      context.emit(line.text());
      return;
    }
    String candidate = shared.getText("candidate");
    if (context.isHeld() && candidate == null) {
      throw new Rejection("CLOCK_JUMP", "refuted");
    }
    if (!context.isHeld() && candidate != null && time <= Integer.parseInt(candidate) + 10) {
      shared.putText("clock", line.text(), LONG);
      context.emit(line.text());
      return;
    }
    shared.putText("candidate", line.text(), LONG);
    context.hold("CLOCK_JUMP", "from " + clock + " to " + time);
  }
}
