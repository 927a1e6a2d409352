package io.taskweir.bench.dedup;

import io.taskweir.bench.course.Checkpoints;
import io.taskweir.bench.course.Course;
import io.taskweir.bench.course.FlinkRun;
import io.taskweir.bench.course.Program;
import io.taskweir.bench.stage.Order;
import io.taskweir.bench.stage.Orders;

/** A peer: the smallest function that does it. No retries, letters or audit, as in SQL. */
public final class HandFirst implements Program {

  @Override
  public Checkpoints run(Course course) throws Exception {
    FlinkRun flink = FlinkRun.of(course);
    var first =
        Orders.of(flink)
            .keyBy(Order::id)
            .process(new KeepFirst())
            .uid("keep-first")
            .name("keep-first");
    flink.output(first);
    return flink.run();
  }
}
