package io.taskweir.deploy.flink;

import io.taskweir.deploy.Ages;
import io.taskweir.deploy.TextTable;
import io.taskweir.deploy.UsageException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code top}: the stages of what runs, refreshed. */
@Command(
    name = "top",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Show the stages of the running workflows: rates, what waits and how long, what is dead; until"
          + " Ctrl-C. Counts are since a stage's subtasks last started.",
      ""
    })
public final class Top implements Callable<Integer> {

  private static final String HOME_AND_CLEAR = "\u001b[H\u001b[2J";

  @Nullable
  @Parameters(arity = "0..1", paramLabel = "WORKFLOW", description = "Only this one.")
  String workflow;

  @Mixin Target target;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      description = "How often it is refreshed. Default: ${DEFAULT-VALUE}.")
  int seconds = 2;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "End after so many pages. Default 0: never.")
  int count;

  private final Map<String, Map<String, StageTable.Stage>> before = new HashMap<>();
  private long beforeNanos;

  @Override
  public Integer call() throws Exception {
    if (seconds < 1 || count < 0) {
      throw new UsageException(
          "--every %d --count %d: expected 1 or more seconds, 0 or more pages"
              .formatted(seconds, count));
    }
    FlinkRest rest = target.rest();
    boolean terminal = Boolean.getBoolean("taskweir.terminal.out");
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (int page = 1; count == 0 || page <= count; page++) {
      String text = page(rest);
      out.print(terminal ? HOME_AND_CLEAR + text : text + '\n');
      out.flush();
      if (page != count) {
        TimeUnit.SECONDS.sleep(seconds);
      }
    }
    return 0;
  }

  /** Away is when one looks, so it is said and the next page is awaited. */
  private String page(FlinkRest rest) {
    try {
      return jobs(rest);
    } catch (FlinkRest.UnreachableException | FlinkRest.RefusedException e) {
      return e.getMessage() + '\n';
    }
  }

  private String jobs(FlinkRest rest) {
    long now = System.nanoTime();
    double passed = beforeNanos == 0 ? 0 : (now - beforeNanos) / 1e9;
    beforeNanos = now;
    List<FlinkJob> jobs =
        workflow == null
            ? rest.jobs().stream().filter(job -> !job.hasEnded()).toList()
            : List.of(rest.require(workflow));
    if (jobs.isEmpty()) {
      return "no workflow runs at " + rest.address() + '\n';
    }
    var text = new StringBuilder();
    jobs.forEach(job -> text.append(section(job, passed)).append('\n'));
    return text.toString();
  }

  private String section(FlinkJob job, double passed) {
    var metrics = new StageTable(job);
    Map<String, StageTable.Stage> stages = metrics.stages();
    Map<String, StageTable.Stage> earlier =
        Optional.ofNullable(before.put(job.id(), stages)).orElse(Map.of());
    return head(job, metrics) + '\n' + table(stages, earlier, passed);
  }

  private static String head(FlinkJob job, StageTable metrics) {
    String checkpoint =
        job.lastCheckpoint()
            .map(last -> Ages.of(Duration.between(Instant.ofEpochMilli(last), Instant.now())))
            .map(age -> age + " ago")
            .orElse("none yet");
    return "%s: %s for %s, %d restarts, last checkpoint %s%s"
        .formatted(
            job.workflow(),
            job.state().toLowerCase(Locale.ROOT),
            Ages.of(Duration.between(Instant.ofEpochMilli(job.since()), Instant.now())),
            job.restarts(),
            checkpoint,
            pending(metrics));
  }

  private static String pending(StageTable metrics) {
    OptionalLong pending = metrics.pending();
    return pending.isEmpty()
        ? ""
        : String.format(Locale.ROOT, ", %,d records to be read", pending.getAsLong());
  }

  private static String table(
      Map<String, StageTable.Stage> stages, Map<String, StageTable.Stage> earlier, double passed) {
    var table =
        new TextTable(
            Set.of(1, 2, 3, 4, 5, 6, 7, 8),
            "stage",
            "in/s",
            "out/s",
            "in",
            "suppressed",
            "retried",
            "dead",
            "waiting",
            "oldest");
    stages.forEach(
        (name, stage) -> {
          StageTable.Stage was = earlier.get(name);
          table.add(
              name,
              was == null ? "" : rate(stage.in() - was.in(), passed),
              was == null ? "" : rate(stage.out() - was.out(), passed),
              number(stage.in()),
              number(stage.suppressed()),
              number(stage.retried()),
              number(stage.dead()),
              number(stage.waiting()),
              stage.waiting() == 0 ? "-" : Ages.of(Duration.ofMillis(stage.oldestMillis())));
        });
    return table.toString();
  }

  /** Counts begin anew with a restart, and nothing has gone backwards. */
  private static String rate(long more, double passed) {
    return more <= 0 ? "-" : String.format(Locale.ROOT, "%,.1f", more / passed);
  }

  private static String number(long value) {
    return value == 0 ? "-" : String.format(Locale.ROOT, "%,d", value);
  }
}
