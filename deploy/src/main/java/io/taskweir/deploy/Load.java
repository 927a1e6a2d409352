package io.taskweir.deploy;

import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.connectors.kafka.TopicPlan;
import io.taskweir.connectors.kafka.TopicWriter;
import io.taskweir.connectors.kafka.Topics;
import io.taskweir.deploy.load.LoadCount;
import io.taskweir.deploy.load.LoadLine;
import io.taskweir.deploy.load.LoadTable;
import io.taskweir.deploy.load.Windows;
import io.taskweir.deploy.records.RunRecords;
import io.taskweir.deploy.records.TopicRecords;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code load WORKFLOW}: how much of each tenant's work was going on at once. It is counted from
 * the audit, since a metric with a label for each tenant would be as large as the number of
 * tenants.
 */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Count how many tasks of each tenant ran at once, window by window, from the audit. busy is"
          + " the time that attempts ran; mean is busy over the window's length; peak is the highest"
          + " mean over 100 ms. The last attempt of a dead letter is not measured.",
      ""
    })
final class Load implements Callable<Integer> {

  private static final int MOST_HOURS = 24 * 31;

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "WORKFLOW", description = "Such as email.")
  String workflow;

  @Mixin Origin origin;

  @Option(
      names = "--hours",
      paramLabel = "N",
      defaultValue = "24",
      description =
          "How far to look back, from now with --kafka, from the newest event with --from. Default:"
              + " ${DEFAULT-VALUE}.")
  int hours;

  @Option(
      names = "--every",
      paramLabel = "LENGTH",
      defaultValue = "1h",
      description = "The length of a window, such as 10s or 1h. Default: ${DEFAULT-VALUE}.")
  String every;

  @Nullable
  @Option(names = "--by", paramLabel = "stage", description = "Tell the stages apart.")
  By by;

  @Option(
      names = "--publish",
      description =
          "Also write the lines to topic taskweir.WORKFLOW.load, which is made if it is missing. A"
              + " later run replaces the lines of its windows.")
  boolean publish;

  @Option(names = "--json", description = "Print a line of JSON a tenant and window.")
  boolean json;

  /** What else is told apart. */
  enum By {
    STAGE
  }

  @Override
  public Integer call() throws Exception {
    check();
    List<String> quiet = new StageAudit(origin.jobConfig()).quiet(workflow);
    KafkaClients clients = origin.folder() == null ? origin.clients() : null;
    RunRecords records =
        clients == null ? origin.folderRecords() : new TopicRecords(clients, workflow);
    Instant until = until(records);
    LoadCount count = new LoadCount(workflow, windows(until), by == By.STAGE).read(records);
    print(count, quiet);
    if (publish) {
      publish(clients, count.lines());
    }
    return 0;
  }

  private void check() {
    Origin.known("WORKFLOW", workflow);
    if (hours < 1 || hours > MOST_HOURS) {
      throw new UsageException("--hours " + hours + ": expected 1 to " + MOST_HOURS);
    }
    if (publish && origin.folder() != null) {
      throw new UsageException("--publish needs --kafka HOST:PORT");
    }
    if (publish && by != null) {
      throw new UsageException("--publish goes without --by: a line is a tenant's and a window's");
    }
    windows(Instant.EPOCH);
  }

  private Windows windows(Instant until) {
    try {
      return Windows.before(until, Duration.ofHours(hours), TimeUtils.parseDuration(every));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new UsageException("--every " + every + ": " + Failure.reason(e));
    }
  }

  /** An event's time ends before its millisecond does. */
  private Instant until(RunRecords records) throws IOException {
    if (origin.folder() == null) {
      return Instant.now();
    }
    Instant newest = LoadCount.newest(records, workflow);
    if (newest == null) {
      throw new IOException(records.where() + ": no event of workflow " + workflow);
    }
    return newest.plusMillis(1);
  }

  private void print(LoadCount count, List<String> quiet) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<LoadLine> lines = count.lines();
    List<String> silent = count.silent(quiet);
    if (json) {
      for (LoadLine line : lines) {
        out.println(line.json());
      }
    } else if (lines.isEmpty()) {
      out.printf(
          "no task of %s ended between %s and %s%n",
          workflow, count.windows().first(), count.windows().until());
    } else {
      out.print(LoadTable.of(count, by == By.STAGE, Screen.showsBoxes()));
    }
    out.flush();
    if (!silent.isEmpty()) {
      PrintWriter notes = json ? spec.commandLine().getErr() : out;
      notes.println(
          "not counted: what succeeded in "
              + String.join(", ", silent)
              + ", which audit failures only (see taskweir."
              + workflow
              + ".STAGE.audit)");
      notes.flush();
    }
  }

  private void publish(KafkaClients clients, List<LoadLine> lines) throws IOException {
    TopicPlan plan = Topics.load(workflow);
    if (!Topics.present(clients).contains(plan.name())) {
      Topics.create(clients, List.of(plan));
    }
    try (TopicWriter writer = TopicWriter.connect(clients, plan.name())) {
      for (LoadLine line : lines) {
        writer.write(line.key(), line.json());
      }
      writer.finish();
    }
    spec.commandLine().getErr().printf("%,d lines written to %s%n", lines.size(), plan.name());
  }
}
