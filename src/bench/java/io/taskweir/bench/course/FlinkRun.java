package io.taskweir.bench.course;

import io.taskweir.connectors.kafka.KafkaBytes;
import io.taskweir.connectors.kafka.RecordSink;
import io.taskweir.deploy.LocalCluster;
import io.taskweir.deploy.LocalJob;
import io.taskweir.engine.Workflow;
import io.taskweir.job.Environment;
import io.taskweir.job.JobConfig;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.Json;
import io.taskweir.state.SinkRecord;
import io.taskweir.state.SourceRecord;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * Flink for one heat, the same for ours and for every peer on Flink: the same cluster in this JVM,
 * checkpoints, state backend, source and sink.
 *
 * <p>Settings: {@code state} ({@code rocksdb} or {@code hashmap}), {@code guarantee} ({@code
 * exactly-once} or {@code at-least-once}), {@code managed} (bytes for RocksDB), {@code restores}
 * ({@code true}: what was run is restored from its last checkpoint and timed), and every setting of
 * Flink's by its name after {@code flink.}.
 */
public final class FlinkRun {

  private static final String FLINK = "flink.";
  private static final long LOOK_MILLIS = 50;

  private final Course course;
  private final StreamExecutionEnvironment environment;

  private FlinkRun(Course course, StreamExecutionEnvironment environment) {
    this.course = course;
    this.environment = environment;
  }

  /** Prepares one. */
  public static FlinkRun of(Course course) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    Environment.configure(
        environment,
        JobConfig.of(
            Map.of(
                "taskweir.bounded", "true",
                "taskweir.parallelism", Integer.toString(course.parallelism()),
                "taskweir.checkpoint.interval", course.get("checkpoints", "10 s"))));
    environment.configure(settings(course));
    return new FlinkRun(course, environment);
  }

  private static Configuration settings(Course course) {
    var own = new Configuration();
    own.set(StateBackendOptions.STATE_BACKEND, course.get("state", "rocksdb"));
    // A failure is no measure.
    own.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    course.under(FLINK).forEach(own::setString);
    return own;
  }

  /** For wiring. */
  public StreamExecutionEnvironment environment() {
    return environment;
  }

  /** The values of the input topic to its end; a job that is to be restored does not end there. */
  public DataStream<byte[]> input() {
    KafkaSourceBuilder<byte[]> source =
        KafkaSource.<byte[]>builder()
            .setProperties(course.clients().clientProperties())
            .setBootstrapServers(course.brokers())
            .setTopics(course.input())
            .setGroupId(course.output())
            .setProperty("isolation.level", "read_committed")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setValueOnlyDeserializer(new BytesSchema());
    if (!restores()) {
      source.setBounded(OffsetsInitializer.latest());
    }
    return from(source.build());
  }

  /** The records of the input topic to its end, as a workflow of ours receives them. */
  public DataStream<SourceRecord> records() {
    return from(
        KafkaBytes.from(course.clients(), course.input(), course.output()).bounded().build());
  }

  private <T> DataStream<T> from(KafkaSource<T> source) {
    return environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "source")
        .uid("source")
        .name("source");
  }

  /** Writes what a peer answers. */
  public void output(DataStream<?> answer) {
    sink(records("answer", answer, course.output()));
  }

  /** Writes what a workflow of ours answers, and its dead letters and audit beside it. */
  public void output(DataStream<?> answer, Workflow workflow) {
    output(answer, workflow.deadLetters(), workflow.audit());
  }

  /** Writes what a peer answers, and its dead letters and audit beside it. */
  public void output(
      DataStream<?> answer, DataStream<DeadLetter> letters, DataStream<AuditEvent> audit) {
    sink(
        records("answer", answer, course.output())
            .union(
                records("dead-letters", letters, course.side("dead-letters")),
                records("audit", audit, course.side("audit"))));
  }

  /** Anything as JSON on its way to a topic. */
  private static DataStream<SinkRecord> records(String kind, DataStream<?> values, String topic) {
    String uid = kind + "-record";
    return values
        .map(value -> new SinkRecord(topic, "default", null, Json.writeBytes(value), Map.of()))
        .returns(SinkRecord.class)
        .uid(uid)
        .name(uid);
  }

  /** One transactional sink for all of it. */
  private void sink(DataStream<SinkRecord> records) {
    DeliveryGuarantee guarantee =
        course.get("guarantee", "exactly-once").equals("exactly-once")
            ? DeliveryGuarantee.EXACTLY_ONCE
            : DeliveryGuarantee.AT_LEAST_ONCE;
    records
        .sinkTo(
            RecordSink.to(course.clients(), "bench", course.output(), "out")
                .guarantee(guarantee)
                .transactionTimeout(Duration.ofMinutes(10))
                .build())
        .uid("sink")
        .name("sink");
  }

  private boolean restores() {
    return Boolean.parseBoolean(course.get("restores", "false"));
  }

  /** Runs what was wired to its end. */
  public Checkpoints run() throws Exception {
    var more = new Configuration();
    more.set(
        TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.parse(course.get("managed", "256m")));
    // Nobody looks at the dashboard: its defaults for a watched run would only be work.
    more.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(10));
    more.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(10));
    try (var cluster =
        LocalCluster.start(
            course.parallelism(), 0, course.folder(), course.folder().resolve("log"), more)) {
      if (restores()) {
        return runAndRestore(cluster);
      }
      LocalJob job = cluster.submit(environment.getStreamGraph());
      job.finalCounts();
      return Checkpoints.of(job.checkpoints());
    }
  }

  /** Ends the job in a checkpoint when all is read, and another one goes on from there. */
  private Checkpoints runAndRestore(LocalCluster cluster) throws Exception {
    LocalJob job = cluster.submit(environment.getStreamGraph(false));
    await(job, () -> ReadCounter.records(course.input()) >= course.records());
    String path = job.checkpoint();
    Checkpoints taken = Checkpoints.of(job.checkpoints());
    job.cancel();
    StreamGraph again = environment.getStreamGraph(false);
    again.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(path));
    long submitted = System.currentTimeMillis();
    LocalJob restored = cluster.submit(again);
    await(restored, () -> restored.runningSince() > 0);
    long millis = restored.runningSince() - submitted;
    // What the first one had written and not yet committed.
    restored.checkpoint();
    restored.cancel();
    return taken.restoredIn(millis);
  }

  /** Waits for a job to come that far; where it ends before, that is a failure. */
  private static void await(LocalJob job, Callable<Boolean> there) throws Exception {
    while (!there.call()) {
      if (job.ended().isDone()) {
        job.finalCounts();
        throw new IllegalStateException("the job has ended too soon");
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }
}
