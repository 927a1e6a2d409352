package io.taskweir.job;

import io.taskweir.engine.Batch;
import io.taskweir.engine.Consolidation;
import io.taskweir.engine.TaskFunction;
import io.taskweir.sensors.DropDuplicates;
import io.taskweir.sensors.RawReading;
import io.taskweir.sensors.Reading;
import io.taskweir.sensors.Report;
import io.taskweir.sensors.RollUpReadings;
import io.taskweir.sensors.Rollup;
import io.taskweir.sensors.SplitReadings;
import io.taskweir.sensors.ValidateReading;
import io.taskweir.sensors.WindowSummary;
import io.taskweir.sensors.WriteReport;
import io.taskweir.state.Content;

/**
 * The tasks of the sensors workflow, apart from its wiring, so that a test can put one of its own
 * in their place.
 *
 * @param split takes a record apart
 * @param validate checks a reading
 * @param drop passes on what is no repeat
 * @param rollUp adds readings up
 * @param report tells of a group
 */
public record SensorTasks(
    TaskFunction<Content, RawReading> split,
    TaskFunction<RawReading, Reading> validate,
    TaskFunction<Reading, Reading> drop,
    Consolidation<Reading, WindowSummary, Rollup> rollUp,
    TaskFunction<Batch<Rollup>, Report> report) {

  /** The tasks as shipped, in the configured time zone. */
  public static SensorTasks of(JobConfig config) {
    return new SensorTasks(
        new SplitReadings(),
        new ValidateReading(config.get(Options.SENSORS_JUMP)),
        new DropDuplicates(),
        new RollUpReadings(config.get(Options.SENSORS_ZONE)),
        new WriteReport());
  }
}
