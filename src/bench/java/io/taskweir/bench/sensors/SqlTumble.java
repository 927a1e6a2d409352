package io.taskweir.bench.sensors;

import io.taskweir.bench.course.Checkpoints;
import io.taskweir.bench.course.Course;
import io.taskweir.bench.course.Program;
import io.taskweir.bench.course.SqlRun;

/** A peer: the window function of Flink SQL. */
public final class SqlTumble implements Program {

  private static final String TUMBLE =
      """
      INSERT INTO hours
      SELECT sensor,
        TIMESTAMPDIFF(SECOND, TIMESTAMP '1970-01-01 00:00:00', window_start),
        COUNT(*), SUM(`value`), MIN(`value`), MAX(`value`), AVG(`value`)
      FROM TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' HOUR)
      GROUP BY sensor, window_start, window_end
      """;

  @Override
  public Checkpoints run(Course course) throws Exception {
    return SqlRun.of(course)
        .set("table.local-time-zone", "UTC")
        .input(
            "readings",
            """
            sensor STRING, `at` BIGINT, `value` BIGINT,
            event_time AS TO_TIMESTAMP_LTZ(`at`, 3),
            WATERMARK FOR event_time AS event_time - INTERVAL '5' SECOND
            """)
        .output(
            "hours",
            """
            sensor STRING, `start` BIGINT, `number` BIGINT, total BIGINT, least BIGINT,
            most BIGINT, mean BIGINT
            """)
        .run(TUMBLE);
  }
}
