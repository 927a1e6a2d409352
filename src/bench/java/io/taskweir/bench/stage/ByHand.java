package io.taskweir.bench.stage;

import io.taskweir.bench.course.Checkpoints;
import io.taskweir.bench.course.Course;
import io.taskweir.bench.course.FlinkRun;
import io.taskweir.bench.course.Program;
import io.taskweir.engine.StageSettings.AuditLevel;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** A peer: the same semantics in a {@code KeyedProcessFunction}. Settings: {@code audit}. */
public final class ByHand implements Program {

  @Override
  public Checkpoints run(Course course) throws Exception {
    FlinkRun flink = FlinkRun.of(course);
    SingleOutputStreamOperator<Priced> priced =
        Orders.of(flink)
            .keyBy(Order::id)
            .process(new PriceOnce(AuditLevel.valueOf(course.get("audit"))))
            .uid("price-order")
            .name("price-order");
    flink.output(
        priced,
        priced.getSideOutput(PriceOnce.DEAD_LETTERS),
        priced.getSideOutput(PriceOnce.AUDIT));
    return flink.run();
  }
}
