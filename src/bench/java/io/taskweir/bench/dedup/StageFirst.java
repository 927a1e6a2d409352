package io.taskweir.bench.dedup;

import io.taskweir.bench.course.Checkpoints;
import io.taskweir.bench.course.Course;
import io.taskweir.bench.course.FlinkRun;
import io.taskweir.bench.course.Program;
import io.taskweir.bench.stage.Order;
import io.taskweir.bench.stage.Orders;
import io.taskweir.engine.StageSettings;
import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.engine.StageStreams;
import io.taskweir.engine.Workflow;
import java.time.Duration;

/** Ours: a stage that lets each order through once. */
public final class StageFirst implements Program {

  @Override
  public Checkpoints run(Course course) throws Exception {
    FlinkRun flink = FlinkRun.of(course);
    Workflow bench =
        Workflow.named("bench").settings(StageSettings.DEFAULTS.withAudit(AuditLevel.FAILURES));
    StageStreams<Order> first =
        bench
            .<Order, Order>stage("keep-first", (order, context) -> context.emit(order))
            .keyBy(Order::id)
            .once(Duration.ofDays(1))
            .returns(Order.class)
            .on(Orders.of(flink), Order::id);
    flink.output(first.values(), bench);
    return flink.run();
  }
}
