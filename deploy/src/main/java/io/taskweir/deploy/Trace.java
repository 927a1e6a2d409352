package io.taskweir.deploy;

import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.connectors.kafka.Topics;
import io.taskweir.deploy.records.RunRecords;
import io.taskweir.deploy.records.TopicRecords;
import io.taskweir.deploy.trace.NoSuchRunException;
import io.taskweir.deploy.trace.Tracing;
import io.taskweir.job.ShippedWorkflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace ROOT|SOURCE}: one run as a tree of tasks, and what all logs say of it. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Show what became of one input: its tasks as a tree, its results, its logs.",
      ""
    })
final class Trace implements Callable<Integer> {

  private static final int NOT_FOUND = 1;

  /** Those of the workflows without a topic of audit are left out. */
  private static final String AUDIT = "audit";

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "ROOT|SOURCE",
      description =
          "The id of a run, a task or a result, or 6 digits or more of its beginning; or the"
              + " input's name, as verdicts and dead letters have it (source), the end of its path,"
              + " or TOPIC/PARTITION@OFFSET.")
  String asked;

  @Mixin Origin origin;

  @Nullable
  @Option(
      names = "--workflow",
      paramLabel = "WORKFLOW",
      description = "Look in this workflow's topics only. Default: in all that there are.")
  String workflow;

  @Option(names = "--logs", description = "Show the log lines of the run, of all processes.")
  boolean logs;

  @Nullable
  @Option(
      names = "--log-dir",
      paramLabel = "DIR",
      description =
          "Where the logs lie, files named *.log*; needed for --logs with --kafka. Default: --from, or"
              + " those of this machine's cluster.")
  Path logDir;

  @Override
  public Integer call() throws Exception {
    var audit = new StageAudit(origin.jobConfig());
    var tracing =
        new Tracing(records(), audit::stages, audit::quiet, logPlace(), Screen.showsBoxes());
    try {
      spec.commandLine().getOut().print(tracing.page(asked));
      spec.commandLine().getOut().flush();
      return 0;
    } catch (NoSuchRunException e) {
      spec.commandLine().getErr().println("taskweir: " + e.getMessage());
      return NOT_FOUND;
    }
  }

  private Map<String, RunRecords> records() throws IOException {
    if (workflow != null) {
      Origin.known("--workflow", workflow);
    }
    if (origin.folder() != null) {
      return Map.of("", origin.folderRecords());
    }
    KafkaClients clients = origin.clients();
    if (workflow != null) {
      return Map.of(workflow, new TopicRecords(clients, workflow));
    }
    Set<String> topics = Topics.present(clients);
    var records = new LinkedHashMap<String, RunRecords>();
    for (ShippedWorkflow shipped : ShippedWorkflow.all()) {
      if (topics.contains(Topics.name(shipped.label(), AUDIT))) {
        records.put(shipped.label(), new TopicRecords(clients, shipped.label()));
      }
    }
    return records;
  }

  @Nullable
  private Tracing.Logs logPlace() {
    if (!logs && logDir == null) {
      return null;
    }
    Path own = origin.folder() == null ? origin.clusterLogs() : origin.folder();
    Path folder = logDir == null ? own : logDir;
    if (folder == null) {
      throw new UsageException("--logs with --kafka needs --log-dir DIR");
    }
    if (!Files.isDirectory(folder)) {
      throw new UsageException("--log-dir " + folder + ": no such folder");
    }
    return new Tracing.Logs(folder, folder == origin.folder() ? "taskweir.log*" : "*.log*");
  }
}
