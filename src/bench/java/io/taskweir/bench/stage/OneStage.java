package io.taskweir.bench.stage;

import io.taskweir.bench.course.Checkpoints;
import io.taskweir.bench.course.Course;
import io.taskweir.bench.course.FlinkRun;
import io.taskweir.bench.course.Program;
import io.taskweir.engine.StageSettings;
import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.engine.StageStreams;
import io.taskweir.engine.Workflow;
import java.time.Duration;

/** Ours: a stage that runs each order once. Settings: {@code audit}, {@code attempts}. */
public final class OneStage implements Program {

  @Override
  public Checkpoints run(Course course) throws Exception {
    FlinkRun flink = FlinkRun.of(course);
    Workflow bench =
        Workflow.named("bench")
            .settings(
                StageSettings.DEFAULTS
                    .withAudit(AuditLevel.valueOf(course.get("audit")))
                    .withRetries(
                        Integer.parseInt(course.get("attempts", "5")),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(1)));
    StageStreams<Priced> priced =
        bench
            .<Order, Priced>stage("price-order", (order, context) -> context.emit(Priced.of(order)))
            .keyBy(Order::id)
            .once(Duration.ofDays(1))
            .returns(Priced.class)
            .on(Orders.of(flink), Order::id);
    flink.output(priced.values(), bench);
    return flink.run();
  }
}
