package io.taskweir.sensors;

import io.taskweir.engine.Batch;
import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes one report of a group from the roll-ups since the last. A schedule that fires on nothing
 * writes none.
 *
 * <p>It keeps no state and rejects nothing. Costs what sorting the roll-ups costs; holds all of
 * them, as the batch does.
 */
public final class WriteReport implements TaskFunction<Batch<Rollup>, Report> {

  private static final long serialVersionUID = 1L;

  /** Sensors that a report lists. */
  static final int MOST_SENSORS = 1_000;

  private static final int VERSION = 1;

  @Override
  public void run(Batch<Rollup> input, TaskContext<Report> context) {
    if (!input.items().isEmpty()) {
      context.emit(report(input, context.task().root().hex(), context.task().tenant()));
    }
  }

  private static Report report(Batch<Rollup> batch, String id, String tenant) {
    List<WindowTimes> windows = batch.items().stream().map(WindowTimes::of).toList();
    Map<String, List<WindowTimes>> bySensor = new TreeMap<>();
    for (WindowTimes window : windows) {
      bySensor.computeIfAbsent(window.rollup().sensor(), unused -> new ArrayList<>()).add(window);
    }
    return new Report(
        id,
        id,
        tenant,
        VERSION,
        batch.items().get(0).group(),
        batch.firing(),
        batch.cause().name().toLowerCase(Locale.ROOT),
        Instant.ofEpochMilli(batch.due()),
        first(windows).rollup().windowStart(),
        last(windows).rollup().windowEnd(),
        windows.size(),
        bySensor.values().stream().limit(MOST_SENSORS).map(SensorReport::of).toList(),
        Math.max(0, bySensor.size() - MOST_SENSORS));
  }

  private static WindowTimes first(List<WindowTimes> windows) {
    return windows.stream().min(Comparator.comparing(WindowTimes::start)).orElseThrow();
  }

  private static WindowTimes last(List<WindowTimes> windows) {
    return windows.stream().max(Comparator.comparing(WindowTimes::end)).orElseThrow();
  }
}
