package io.taskweir.deploy;

import io.taskweir.connectors.blob.FileSystemBlobStore;
import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.connectors.kafka.KafkaFeed;
import io.taskweir.connectors.kafka.SettingsFeed;
import io.taskweir.connectors.kafka.TopicPlan;
import io.taskweir.connectors.kafka.Topics;
import io.taskweir.job.Environment;
import io.taskweir.job.JobConfig;
import io.taskweir.job.Options;
import io.taskweir.state.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * One workflow over bounded input: starts a broker and a cluster, feeds the input through Kafka,
 * waits until the job has drained, brings home what came out, and checks that the sums add up.
 */
final class BoundedRun {

  /** What a shell reports for a program that Ctrl-C ended. */
  private static final int INTERRUPTED = 130;

  private static final Set<String> KINDS =
      Set.of("in", "results", "dead-letters", "audit", "settings", Topics.FEEDBACK);

  private final WorkflowPlan plan;
  private final OutputFolder folder;
  private final RunOptions options;
  private final JobConfig config;
  private final Consumer<RunReport> print;
  private final Progress progress = Progress.onStandardError();

  private volatile boolean printed;

  /**
   * A run in the making.
   *
   * @param print shows the ended run to the user
   */
  BoundedRun(
      WorkflowPlan plan,
      OutputFolder folder,
      RunOptions options,
      JobConfig config,
      Consumer<RunReport> print) {
    this.plan = plan;
    this.folder = folder;
    this.options = options;
    this.config = config;
    this.print = print;
  }

  /**
   * Runs it.
   *
   * @return the exit code
   * @throws RunFailedException when a sum does not add up, after it was printed
   */
  int run() throws Exception {
    return runAll(List.of(this));
  }

  /** Runs several, one after the other on one machine, which works in the first one's folder. */
  static int runAll(List<BoundedRun> runs) throws Exception {
    BoundedRun first = runs.get(0);
    BoundedRun last = runs.get(runs.size() - 1);
    first.folder.checkFreeSpace();
    LocalCluster.requireFree(first.options.webPort);
    int slots = first.config.find(Options.PARALLELISM).orElse(first.options.parallelism);
    Instant begun = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    try (LocalMachine machine = LocalMachine.start(first.folder, slots, first.options.webPort)) {
      machine.closeOnInterrupt(last::sayInterrupted);
      for (BoundedRun run : runs) {
        if (!run.endsWell(machine, slots, begun, run == last)) {
          return INTERRUPTED;
        }
        begun = Instant.now();
      }
      return 0;
    }
  }

  private void sayInterrupted() {
    progress.say(printed ? "stopping" : "interrupted: stopping, nothing is exported");
  }

  /** Whether the run came to its end; false where Ctrl-C ended it. */
  private boolean endsWell(LocalMachine machine, int slots, Instant begun, boolean last)
      throws Exception {
    try {
      requireSound(run(machine, slots, begun, last));
      return true;
    } catch (Exception e) {
      if (machine.isInterrupted()) {
        return false;
      }
      throw e;
    } finally {
      progress.clear();
    }
  }

  private RunReport run(LocalMachine machine, int slots, Instant begun, boolean last)
      throws Exception {
    var clients = KafkaClients.of(machine.broker().address());
    createTopics(clients, slots);
    set(clients);
    long inputs = feed(clients);
    StreamGraph graph = graph(clients, slots);
    LocalCluster cluster = machine.cluster();
    progress.say("dashboard: " + cluster.dashboard());
    LocalJob job = cluster.submit(graph);
    Instant submitted = Instant.now();

    new JobWatch(job, machine.broker().broken(), folder, plan, inputs, progress).await();
    var accounting = Accounting.of(job.finalCounts(), plan.stages());
    int restarts = job.restarts();
    Instant ended = Instant.now();

    Exported exported = new Export(clients, blobs(), folder).write(plan);
    if (last && !options.keep) {
      machine.close();
    }
    var times =
        new RunTimes(
            Duration.between(begun, submitted),
            Duration.between(submitted, ended),
            Duration.between(ended, Instant.now()));
    RunReport report = report(inputs, accounting, exported, times, restarts);
    print.accept(report);
    printed = true;
    if (last && options.keep) {
      progress.say("the dashboard stays at " + cluster.dashboard() + " until Ctrl-C");
      new CountDownLatch(1).await();
    }
    return report;
  }

  private RunReport report(
      long inputs, Accounting accounting, Exported exported, RunTimes times, int restarts)
      throws IOException {
    Outcome outcome = Outcome.of(inputs, accounting, plan);
    RunSummary summary = RunSummary.of(outcome, exported, times, restarts);
    Files.writeString(folder.summary(), Json.write(summary) + "\n", StandardCharsets.UTF_8);
    return new RunReport(
        summary,
        accounting,
        exported,
        times,
        Conservation.violations(outcome, accounting, exported));
  }

  private void createTopics(KafkaClients clients, int partitions) throws IOException {
    List<TopicPlan> needed =
        Topics.of(plan.workflow(), partitions).stream()
            .filter(
                topic -> KINDS.contains(topic.name().substring(topic.name().lastIndexOf('.') + 1)))
            .toList();
    Topics.create(clients, needed);
  }

  private void set(KafkaClients clients) throws IOException {
    try (var settings = SettingsFeed.connect(clients)) {
      for (Map.Entry<String, String> setting : plan.settings().entrySet()) {
        settings.put(setting.getKey(), setting.getValue());
      }
    }
  }

  private long feed(KafkaClients clients) throws IOException {
    var store = new FileSystemBlobStore(blobs().toString());
    String topic = Topics.name(plan.workflow(), "in");
    try (var feed = KafkaFeed.connect(clients, topic, config.get(Options.TENANT), store)) {
      plan.feed()
          .to(
              feed,
              () ->
                  progress.show(
                      () ->
                          String.format(
                              Locale.ROOT, "reading %s: %,d", plan.inputs(), feed.sent())));
      return feed.finish();
    }
  }

  private StreamGraph graph(KafkaClients clients, int slots) {
    JobConfig complete =
        config.with(
            Map.of(
                Options.KAFKA_BOOTSTRAP.key(), clients.bootstrap(),
                Options.BLOB_DIR.key(), blobs().toString(),
                Options.PARALLELISM.key(), Integer.toString(slots),
                Options.BOUNDED.key(), "true"));
    StreamExecutionEnvironment environment = Environment.create(complete);
    environment.configure(
        new Configuration().set(PipelineOptions.NAME, "taskweir-" + plan.workflow()));
    plan.graph().build(environment, complete);
    return environment.getStreamGraph();
  }

  private Path blobs() {
    return folder.work().resolve("blobs");
  }

  private static void requireSound(RunReport report) {
    if (!report.violations().isEmpty()) {
      throw new RunFailedException(
          "the sums do not add up: " + String.join("; ", report.violations()));
    }
  }
}
