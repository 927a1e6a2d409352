package io.taskweir.job;

import io.taskweir.engine.StageSettings;
import io.taskweir.engine.Workflow;
import io.taskweir.sensors.RawReading;
import io.taskweir.sensors.Reading;
import io.taskweir.sensors.Report;
import io.taskweir.sensors.Rollup;
import io.taskweir.sensors.SensorSettingsSchema;
import io.taskweir.sensors.Silence;
import io.taskweir.sensors.StreamTime;
import io.taskweir.sensors.ValidateReading;
import io.taskweir.sensors.WatchSilence;
import io.taskweir.state.Content;
import io.taskweir.state.Setting;
import io.taskweir.state.SinkRecord;
import io.taskweir.state.Task;
import io.taskweir.state.TaskTypeInfo;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Readings to roll-ups.
 *
 * <pre>
 * readings-in -> receive-readings -> split-readings -> validate-reading -> drop-duplicates -> stream-time -+
 *                                    settings-in ----> validate-reading                                    |
 *                                                                                                          |
 *                +-----------------------------------------------------------------------------------------+
 *                +-> roll-up -+-> kafka-out
 *                |            +-> report -> kafka-out
 *                +-> watch-silence -> kafka-out
 * </pre>
 *
 * <p>From {@code validate-reading} on all stages stand on the sensor, in one chain. What is late is
 * decided by each sensor's own clock; the stream's time makes windows fire, and tells silence.
 */
public final class SensorsWorkflow {

  static final String NAME = "sensors";

  private SensorsWorkflow() {}

  /** Adds the graph, from Kafka to Kafka, to {@code environment}. */
  public static void build(StreamExecutionEnvironment environment, JobConfig config) {
    build(environment, config, SensorTasks.of(config));
  }

  /** As the other, with these tasks. */
  public static void build(
      StreamExecutionEnvironment environment, JobConfig config, SensorTasks tasks) {
    KafkaEdges kafka = new KafkaEdges(NAME, config);
    Workflow sensors = sensors(config, kafka);
    DataStream<Task<Content>> received =
        sensors.receive("receive-readings", kafka.in(environment, "readings-in"), config.intake());

    DataStream<Task<Reading>> readings =
        readings(sensors, received, settings(environment, kafka), config, tasks);
    DataStream<Task<Rollup>> rollups = rollups(sensors, readings, config, tasks);
    DataStream<Task<Silence>> silences = silences(sensors, readings);
    DataStream<Task<Report>> reports = reports(sensors, rollups, config, tasks);

    DataStream<SinkRecord> results =
        kafka
            .results("rollups", rollups, Rollup::id)
            .union(
                kafka.results("silences", silences, Silence::id),
                kafka.results("reports", reports, Report::id));
    kafka.out(results, sensors.deadLetters(), sensors.audit());
    sensors.publishLayout(environment);
  }

  /** An event a reading and stage would outweigh the readings: failures are audited. */
  private static Workflow sensors(JobConfig config, KafkaEdges kafka) {
    int threshold = (int) config.get(Options.BLOB_THRESHOLD).getBytes();
    return Workflow.named(NAME)
        .blobs(kafka.blobs(), threshold)
        .settings(
            StageSettings.DEFAULTS.withAudit(
                config.stage(NAME, "receive-readings").get(Options.AUDIT)));
  }

  /**
   * What is set.
   *
   * @param changes settings as they change
   * @param held those that hold when the job is submitted
   */
  private record Settings(DataStream<Setting> changes, List<Setting> held) {}

  private static Settings settings(StreamExecutionEnvironment environment, KafkaEdges kafka) {
    return new Settings(kafka.settings(environment, "settings-in"), kafka.settingsHeld());
  }

  /** From what came in to readings that are sound, each once, on the stream's time. */
  private static DataStream<Task<Reading>> readings(
      Workflow sensors,
      DataStream<Task<Content>> received,
      Settings settings,
      JobConfig config,
      SensorTasks tasks) {
    var elements =
        sensors
            .stage("split-readings", tasks.split())
            .inSourceOrder()
            .settings(config.stage(NAME, "split-readings").settings())
            .on(received);

    StageConfig validate = config.stage(NAME, "validate-reading");
    var valid =
        sensors
            .stage("validate-reading", tasks.validate())
            .keyBy(RawReading::key)
            .shares(ValidateReading.MEMORY)
            .holds(validate.get(Options.HOLD))
            .reads(settings.changes(), new SensorSettingsSchema(), settings.held())
            .settings(validate.settings())
            .on(elements.results());

    StageConfig duplicates = config.stage(NAME, "drop-duplicates");
    var fresh =
        sensors
            .stage("drop-duplicates", tasks.drop())
            .sameKey()
            .once(Reading::identity, duplicates.get(Options.ONCE_TTL))
            .conflictsOn(Reading::content)
            .settings(duplicates.settings())
            .on(valid.results());

    return fresh
        .results()
        .assignTimestampsAndWatermarks(
            config.get(Options.BOUNDED)
                ? StreamTime.bounded()
                : StreamTime.withoutEnd(config.get(Options.SENSORS_IDLE)))
        .uid("stream-time")
        .name("stream-time");
  }

  private static DataStream<Task<Rollup>> rollups(
      Workflow sensors, DataStream<Task<Reading>> readings, JobConfig config, SensorTasks tasks) {
    return sensors
        .consolidate("roll-up", tasks.rollUp())
        .sameKey()
        .every(config.get(Options.SENSORS_EVERY))
        .zone(ZoneId.of(config.get(Options.SENSORS_ZONE)))
        .lateness(config.get(Options.SENSORS_LATENESS))
        .keep(config.get(Options.SENSORS_KEEP))
        .settings(config.stage(NAME, "roll-up").settings())
        .on(readings)
        .results();
  }

  private static DataStream<Task<Silence>> silences(
      Workflow sensors, DataStream<Task<Reading>> readings) {
    SingleOutputStreamOperator<Task<Silence>> silences =
        Workflow.onSameKey(readings)
            .process(new WatchSilence("watch-silence"))
            .returns(TaskTypeInfo.ofPayload(Silence.class))
            .uid("watch-silence")
            .name("watch-silence");
    sensors.declares(silences, WatchSilence.heartbeat());
    return silences;
  }

  private static DataStream<Task<Report>> reports(
      Workflow sensors, DataStream<Task<Rollup>> rollups, JobConfig config, SensorTasks tasks) {
    StageConfig report = config.stage(NAME, "report");
    return sensors
        .batch("report", tasks.report())
        .keyBy(rollup -> Objects.requireNonNullElse(rollup.group(), ""))
        .when(report.trigger())
        .settings(report.settings())
        .on(rollups)
        .results();
  }
}
