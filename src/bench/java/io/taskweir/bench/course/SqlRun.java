package io.taskweir.bench.course;

import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * Flink SQL for one heat, in the same cluster under the same settings as everything on Flink.
 * Settings: every one of Flink SQL's by its name after {@code sql.}.
 */
public final class SqlRun {

  private static final String SQL = "sql.";

  private final Course course;
  private final FlinkRun flink;
  private final StreamTableEnvironment tables;

  private SqlRun(Course course) {
    this.course = course;
    this.flink = FlinkRun.of(course);
    // A statement has no place for the uids that our jobs must have.
    var planned = new Configuration();
    planned.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
    flink.environment().configure(planned);
    tables = StreamTableEnvironment.create(flink.environment());
    course.under(SQL).forEach(this::set);
  }

  /** Prepares one. */
  public static SqlRun of(Course course) {
    return new SqlRun(course);
  }

  /** Sets an option of the planner. */
  public SqlRun set(String name, String value) {
    tables.getConfig().set(name, value);
    return this;
  }

  /** Declares the input topic as a table of JSON objects. */
  public SqlRun input(String table, String columns) {
    return declare(
        table,
        columns,
        """
        'topic' = '%s', 'properties.group.id' = '%s',
        'properties.isolation.level' = 'read_committed',
        'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset'
        """
            .formatted(course.input(), course.output()));
  }

  /** Declares the output topic as a table of JSON objects, committed with checkpoints. */
  public SqlRun output(String table, String columns) {
    return declare(
        table,
        columns,
        """
        'topic' = '%s', 'properties.transaction.timeout.ms' = '600000',
        'properties.compression.type' = 'lz4', 'properties.linger.ms' = '10',
        'sink.delivery-guarantee' = 'exactly-once', 'sink.transactional-id-prefix' = '%s'
        """
            .formatted(course.output(), course.output()));
  }

  private SqlRun declare(String table, String columns, String options) {
    var unused =
        tables.executeSql(
            """
            CREATE TABLE %s (%s) WITH (
              'connector' = 'kafka', 'format' = 'json', 'properties.bootstrap.servers' = '%s',
              'properties.%s' = '%s', %s)
            """
                .formatted(
                    table,
                    columns,
                    course.brokers(),
                    ReadCounter.SETTING,
                    ReadCounter.class.getName(),
                    options));
    return this;
  }

  /** Runs the statements to the end of the input. */
  public Checkpoints run(String... inserts) throws Exception {
    StreamStatementSet statements = tables.createStatementSet();
    List.of(inserts).forEach(statements::addInsertSql);
    statements.attachAsDataStream();
    return flink.run();
  }
}
