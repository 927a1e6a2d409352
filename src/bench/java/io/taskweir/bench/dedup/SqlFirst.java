package io.taskweir.bench.dedup;

import io.taskweir.bench.course.Checkpoints;
import io.taskweir.bench.course.Course;
import io.taskweir.bench.course.FlinkRun;
import io.taskweir.bench.course.Program;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * A peer: keep-first in Flink SQL, with its own Kafka connector and JSON at both ends. Settings:
 * every one of a table's by its name after {@code sql.}.
 */
public final class SqlFirst implements Program {

  private static final String SQL = "sql.";

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
    FlinkRun flink = FlinkRun.of(course);
    // A statement has no place for the uids that our jobs must have.
    var planned = new Configuration();
    planned.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
    flink.environment().configure(planned);
    var tables = StreamTableEnvironment.create(flink.environment());
    tables.getConfig().set("table.exec.state.ttl", "1 d");
    course
        .settings()
        .forEach(
            (name, value) -> {
              if (name.startsWith(SQL)) {
                tables.getConfig().set(name.substring(SQL.length()), value);
              }
            });
    var unusedInput = tables.executeSql(input(course));
    var unusedOutput = tables.executeSql(output(course));
    StreamStatementSet statements = tables.createStatementSet();
    statements.addInsertSql(KEEP_FIRST);
    statements.attachAsDataStream();
    return flink.run();
  }

  private static String input(Course course) {
    return """
        CREATE TABLE orders (%s, arrival AS PROCTIME()) WITH (
          'connector' = 'kafka', 'format' = 'json', 'topic' = '%s',
          'properties.bootstrap.servers' = '%s', 'properties.group.id' = '%s',
          'properties.isolation.level' = 'read_committed',
          'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset')
        """
        .formatted(COLUMNS, course.input(), course.brokers(), course.output());
  }

  private static String output(Course course) {
    return """
        CREATE TABLE firsts (%s) WITH (
          'connector' = 'kafka', 'format' = 'json', 'topic' = '%s',
          'properties.bootstrap.servers' = '%s',
          'properties.transaction.timeout.ms' = '600000',
          'sink.delivery-guarantee' = 'exactly-once', 'sink.transactional-id-prefix' = '%s')
        """
        .formatted(COLUMNS, course.output(), course.brokers(), course.output());
  }
}
