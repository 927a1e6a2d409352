package io.taskweir.bench.micro;

import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.engine.WindowLength;
import io.taskweir.engine.internal.Bundling;
import io.taskweir.engine.internal.ConsolidateOperatorFactory;
import io.taskweir.engine.internal.ConsolidateSpec;
import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.engine.internal.StageSpec;
import io.taskweir.engine.internal.TaskArrivals;
import io.taskweir.sensors.Reading;
import io.taskweir.sensors.RollUpReadings;
import io.taskweir.sensors.Rollup;
import io.taskweir.sensors.WindowSummary;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A reading through a consolidation, with quantiles, over 10,000 sensors in turn: on the heap until
 * all have been there {@code items} times, then into state.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ConsolidationBenchmark {

  private static final int SENSORS = 10_000;
  private static final long BEGIN = 1_767_225_600_000L;

  /** How many items a flush brings into each sensor's window; 1 takes them singly. */
  @Param({"1", "10", "100"})
  public int items;

  private final String[] names = new String[SENSORS];
  private Harness<Reading, Rollup> consolidation;
  private long next;
  private long sinceFlush;

  /** Opens the consolidation and lets every sensor in once. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    var spec =
        new ConsolidateSpec<Reading, WindowSummary, Rollup>(
            new StageSpec.Place("bench", "roll-up", "dev"),
            new RollUpReadings("UTC"),
            WindowLength.parseAll("1h"),
            ZoneOffset.UTC,
            Duration.ZERO,
            Duration.ofDays(400),
            AuditLevel.FAILURES,
            items == 1 ? new Bundling(1, 1_000, 64) : new Bundling(Integer.MAX_VALUE, 1_000, 64),
            TypeInformation.of(Reading.class),
            TypeInformation.of(WindowSummary.class),
            TypeInformation.of(Rollup.class));
    var arrivals = new TaskArrivals<>(StageKeySelector.byPayload(Reading::sensor, false));
    consolidation =
        new Harness<>(new ConsolidateOperatorFactory<>(spec, arrivals), arrivals, spec.result());
    for (int sensor = 0; sensor < SENSORS; sensor++) {
      names[sensor] = "sensor-" + sensor;
    }
    for (int sensor = 0; sensor < SENSORS; sensor++) {
      item();
    }
  }

  /** Ends it. */
  @TearDown(Level.Trial)
  public void close() throws Exception {
    consolidation.close();
  }

  /** One reading. */
  @Benchmark
  public void item() throws Exception {
    String sensor = names[(int) (next % SENSORS)];
    long at = BEGIN + next / SENSORS * 1_000 % 3_600_000;
    var reading = new Reading(sensor, at, next % 1_000, null, null, null, 0);
    consolidation.send(Harness.task(sensor, reading));
    next++;
    sinceFlush++;
    if (sinceFlush == (long) items * SENSORS) {
      consolidation.flush();
      sinceFlush = 0;
    }
  }
}
