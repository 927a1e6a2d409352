package io.taskweir.bench.dedup;

import io.taskweir.bench.course.Checkpoints;
import io.taskweir.bench.course.Course;
import io.taskweir.bench.course.Program;
import io.taskweir.bench.course.SqlRun;

/** A peer: the first row of each id, as Flink SQL keeps it, for a day. */
public final class SqlFirst implements Program {

  private static final String COLUMNS = "id STRING, customer STRING, cents BIGINT";

  private static final String KEEP_FIRST =
      """
      INSERT INTO firsts SELECT id, customer, cents FROM (
        SELECT id, customer, cents,
          ROW_NUMBER() OVER (PARTITION BY id ORDER BY arrival) AS place
        FROM orders
      ) WHERE place = 1
      """;

  @Override
  public Checkpoints run(Course course) throws Exception {
    return SqlRun.of(course)
        .set("table.exec.state.ttl", "1 d")
        .input("orders", COLUMNS + ", arrival AS PROCTIME()")
        .output("firsts", COLUMNS)
        .run(KEEP_FIRST);
  }
}
