package io.taskweir.bench.sensors;

import io.taskweir.bench.course.Checkpoints;
import io.taskweir.bench.course.Course;
import io.taskweir.bench.course.FlinkRun;
import io.taskweir.bench.course.Program;
import io.taskweir.engine.Consolidated;
import io.taskweir.engine.Consolidation;
import io.taskweir.engine.StageSettings;
import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.engine.Window;
import io.taskweir.engine.Workflow;

/** Ours: a consolidation over hours. */
public final class Consolidate implements Program {

  @Override
  public Checkpoints run(Course course) throws Exception {
    FlinkRun flink = FlinkRun.of(course);
    Workflow bench =
        Workflow.named("bench").settings(StageSettings.DEFAULTS.withAudit(AuditLevel.FAILURES));
    Consolidated<Hour> hours =
        bench
            .consolidate("roll-up", new ByHour())
            .keyBy(Reading::sensor)
            .every("1h")
            .on(Readings.of(flink), reading -> reading.sensor() + reading.at());
    flink.output(hours.values(), bench);
    return flink.run();
  }

  /** How readings add up. */
  private static final class ByHour implements Consolidation<Reading, Sums, Hour> {

    @Override
    public long eventTime(Reading reading) {
      return reading.at();
    }

    @Override
    public Sums empty() {
      return new Sums();
    }

    @Override
    public Sums add(Sums sums, Reading reading) {
      return sums.add(reading);
    }

    @Override
    public Sums merge(Sums sums, Sums other) {
      return sums.merge(other);
    }

    @Override
    public Hour result(String id, String tenant, int version, Window window, Sums sums) {
      return Hour.of(sums.sensor, window.start(), sums);
    }
  }
}
