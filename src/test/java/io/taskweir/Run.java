package io.taskweir;

import io.taskweir.connectors.blob.FileSystemBlobStore;
import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.connectors.kafka.ReadTopic;
import io.taskweir.connectors.kafka.SettingsFeed;
import io.taskweir.connectors.kafka.Topics;
import io.taskweir.deploy.LocalJob;
import io.taskweir.job.EmailTasks;
import io.taskweir.job.EmailWorkflow;
import io.taskweir.job.Environment;
import io.taskweir.job.JobConfig;
import io.taskweir.job.SensorTasks;
import io.taskweir.job.SensorsWorkflow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import javax.annotation.Nullable;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A workflow over topics of its own, from the first input that is fed to what a reader of committed
 * records finds. A run may have several jobs, one after the other.
 */
final class Run implements AutoCloseable {

  private final Machine machine;
  private final KafkaClients clients;
  private final Path directory;
  private final Path blobs;
  private final JobConfig config;
  private final String workflow;
  private BiConsumer<StreamExecutionEnvironment, JobConfig> graph;
  private int parallelism = Machine.SLOTS;
  @Nullable private LocalJob job;

  private Run(
      Machine machine,
      String workflow,
      BiConsumer<StreamExecutionEnvironment, JobConfig> graph,
      Map<String, String> settings) {
    String name = machine.nextRun();
    this.workflow = workflow;
    this.graph = graph;
    this.machine = machine;
    this.clients = machine.clients();
    this.directory = machine.directory(name);
    this.blobs = directory.resolve("blobs");
    Map<String, String> all = new HashMap<>();
    all.put("taskweir.kafka.bootstrap", clients.bootstrap());
    all.put("taskweir.kafka.transaction-timeout", "2 min");
    all.put("taskweir.environment", name);
    all.put("taskweir.blob.dir", blobs.toString());
    all.put("taskweir.checkpoint.interval", "250 ms");
    all.put("taskweir.checkpoint.pause", "0 s");
    all.put("taskweir.restart.first-delay", "10 ms");
    all.put("taskweir.restart.max-delay", "50 ms");
    all.put("taskweir.retry.first-delay", "20 ms");
    all.put("taskweir.retry.max-delay", "100 ms");
    all.put("taskweir.retry.attempts", "3");
    // What a schedule makes of a run depends on the hour.
    all.put("taskweir.trigger.schedule", "none");
    all.putAll(settings);
    this.config = JobConfig.of(all);
  }

  /** A run of one input partition a slot, with these settings over those of a quick test. */
  static Run on(Machine machine, Map<String, String> settings) throws Exception {
    return on(machine, Machine.SLOTS, settings);
  }

  static Run on(Machine machine, int partitions, Map<String, String> settings) throws Exception {
    machine.emptyTopics("email", partitions);
    return new Run(machine, "email", EmailWorkflow::build, settings);
  }

  /** A run of the sensors workflow. */
  static Run ofSensors(Machine machine, int partitions, Map<String, String> settings)
      throws Exception {
    machine.emptyTopics("sensors", partitions);
    return new Run(machine, "sensors", SensorsWorkflow::build, settings);
  }

  /** Puts other tasks in the shipped ones' place, in the jobs that start from here on. */
  Run withTasks(UnaryOperator<EmailTasks> others) {
    graph =
        (environment, complete) ->
            EmailWorkflow.build(environment, complete, others.apply(EmailTasks.of(complete)));
    return this;
  }

  /** Puts other tasks in the shipped ones' place, in the jobs that start from here on. */
  Run withSensorTasks(UnaryOperator<SensorTasks> others) {
    graph =
        (environment, complete) ->
            SensorsWorkflow.build(environment, complete, others.apply(SensorTasks.of(complete)));
    return this;
  }

  Run withParallelism(int number) {
    parallelism = number;
    return this;
  }

  Run feed(List<Letter> letters) throws Exception {
    Postman.deliver(letters, clients, blobs);
    return this;
  }

  /** Sends what people say of letters. */
  Run feedOpinions(List<Said> opinions) throws Exception {
    Said.deliver(opinions, clients);
    return this;
  }

  /** Sends readings, one a record, by their sensors; equal feeds lie at equal places. */
  Run feedReadings(List<SensorFeed.Line> lines) throws Exception {
    SensorFeed.deliver(lines, clients, blobs);
    return this;
  }

  /** Changes a setting of all workflows. */
  Run set(String name, String value) throws Exception {
    try (var settings = SettingsFeed.connect(clients)) {
      settings.put(name, value);
    }
    return this;
  }

  /** Starts a job that ends with what has been fed by now. */
  Run startBounded() throws Exception {
    return start(Map.of("taskweir.bounded", "true"), null);
  }

  /** Starts a job without an end. */
  Run start() throws Exception {
    return start(Map.of(), null);
  }

  /** Starts a job without an end from a savepoint. */
  Run startFrom(String savepoint) throws Exception {
    return start(Map.of(), savepoint);
  }

  /** Stops the job, which leaves what waits in the savepoint. */
  String stopWithSavepoint() throws Exception {
    String savepoint = machine.stop(job, false, directory.resolve("savepoints"));
    job.ended().get(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return savepoint;
  }

  /** Ends the input of a job without an end, and waits until it has drained. */
  Outcome drain() throws Exception {
    machine.stop(job, true, directory.resolve("savepoints"));
    return awaitEnd();
  }

  /** Waits until the job has ended well. */
  Outcome awaitEnd() throws Exception {
    job.ended().get(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    Map<String, Long> counts = job.finalCounts();
    ReadTopic reader = new ReadTopic(clients, new FileSystemBlobStore(blobs.toString()));
    for (String kind : List.of("results", "dead-letters", "audit")) {
      reader.awaitCommits(Topics.name(workflow, kind), Machine.PATIENCE);
    }
    return new Outcome(
        committed("results"),
        committed("dead-letters"),
        committed("audit"),
        new Accounts(counts),
        job.restarts());
  }

  /** What a reader of committed records finds now; never anything of an open transaction. */
  Records committed(String kind) throws Exception {
    return Records.committed(clients, blobs, workflow, kind);
  }

  /** The committed results of one kind. */
  Records results(String kind) throws Exception {
    return committed("results").where(Records.KIND, kind);
  }

  /**
   * Waits until so many verdicts are committed. A committed verdict is one that a checkpoint holds:
   * what fails after it begins again from there.
   */
  void awaitVerdicts(long expected) {
    await(() -> results("verdicts").size() >= expected);
  }

  /** Waits for something while the job runs; throws what made the job fail. */
  void await(Callable<Boolean> something) {
    Callable<Boolean> whileItRuns =
        () -> {
          if (job.ended().isDone()) {
            job.finalCounts();
            throw new IllegalStateException("the job has ended; it was expected to run on");
          }
          return something.call();
        };
    try {
      Awaitility.await()
          .atMost(Machine.PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(whileItRuns);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(machine.stateOf(job) + ": " + e.getMessage(), e);
    }
  }

  /** What the stages have counted, as of about a second ago. */
  Accounts accountsSoFar() throws Exception {
    return new Accounts(job.counts());
  }

  /** The job that runs. */
  JobID job() {
    return job.id();
  }

  /** Ends a job that a failed test has left behind. */
  @Override
  public void close() throws Exception {
    if (job != null) {
      machine.cancel(job);
    }
  }

  /** The graph of a job, which asks the broker for its limits. */
  StreamGraph graph(Map<String, String> more, @Nullable String savepoint) {
    JobConfig complete = config.with(more);
    StreamExecutionEnvironment environment = Environment.create(complete);
    environment.setParallelism(parallelism);
    if (savepoint != null) {
      environment.configure(
          new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint));
    }
    graph.accept(environment, complete);
    return environment.getStreamGraph();
  }

  private Run start(Map<String, String> more, @Nullable String savepoint) throws Exception {
    job = machine.submit(graph(more, savepoint));
    return this;
  }
}
