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
        Orders.records("result-record", priced, course.output())
            .union(
                Orders.records(
                    "letter-record",
                    priced.getSideOutput(PriceOnce.DEAD_LETTERS),
                    course.side("dead-letters")),
                Orders.records(
                    "audit-record", priced.getSideOutput(PriceOnce.AUDIT), course.side("audit"))));
    return flink.run();
  }
}
