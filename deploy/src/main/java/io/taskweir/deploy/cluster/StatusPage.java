package io.taskweir.deploy.cluster;

import io.taskweir.deploy.Ages;
import io.taskweir.deploy.TextTable;
import io.taskweir.deploy.cluster.ClusterStatus.ProcessStatus;
import io.taskweir.deploy.flink.FlinkJob;
import io.taskweir.deploy.flink.FlinkRest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What runs where and how it fares, in words. */
final class StatusPage {

  private final ClusterFolder folder;
  private final ClusterPlan plan;
  private final Instant now = Instant.now();

  private StatusPage(ClusterFolder folder, ClusterPlan plan) {
    this.folder = folder;
    this.plan = plan;
  }

  static String of(ClusterFolder folder) {
    Optional<ClusterPlan> plan = folder.readPlan();
    Optional<ClusterStatus> status = folder.readStatus();
    if (plan.isEmpty() || status.isEmpty()) {
      return "the cluster in " + folder.root() + " is just starting or stopping\n";
    }
    var page = new StatusPage(folder, plan.get());
    return page.processes(status.get()) + '\n' + page.flink() + '\n' + page.places();
  }

  private String processes(ClusterStatus status) {
    var table =
        new TextTable(Set.of(1, 2, 3, 4), "process", "pid", "port", "up", "restarts", "memory");
    for (ProcessStatus process : status.processes()) {
      Long pid = process.pid();
      table.add(
          process.name(),
          pid == null ? "down" : Long.toString(pid),
          port(process.name()),
          pid == null ? "" : Ages.of(Duration.between(process.since(), now)),
          Integer.toString(process.restarts()),
          pid == null ? "" : memory(pid));
    }
    return table.toString();
  }

  private String port(String process) {
    return switch (process) {
      case "kafka" -> Integer.toString(plan.ports().kafka());
      case "zookeeper" -> Integer.toString(plan.ports().zookeeper());
      case "jobmanager" -> Integer.toString(plan.ports().web());
      default -> "";
    };
  }

  private String flink() {
    try {
      var rest = new FlinkRest(plan.web());
      FlinkRest.Overview overview = rest.overview();
      return jobs(rest)
          + "Flink %s, %d TaskManagers, %d of %d slots free%n"
              .formatted(
                  overview.version(),
                  overview.taskManagers(),
                  overview.freeSlots(),
                  overview.slots());
    } catch (FlinkRest.UnreachableException | FlinkRest.RefusedException e) {
      return "the JobManager does not answer: it is starting, or see its log\n";
    }
  }

  private String jobs(FlinkRest rest) {
    var table =
        new TextTable(
            Set.of(2, 3, 4, 5), "workflow", "state", "up", "parallelism", "restarts", "checkpoint");
    for (FlinkJob job : rest.jobs()) {
      if (job.hasEnded()) {
        continue;
      }
      table.add(
          job.workflow(),
          job.state(),
          Ages.of(Duration.between(Instant.ofEpochMilli(job.since()), now)),
          Integer.toString(job.parallelism()),
          Long.toString(job.restarts()),
          job.lastCheckpoint()
              .map(last -> Ages.of(Duration.between(Instant.ofEpochMilli(last), now)) + " ago")
              .orElse("none yet"));
    }
    return table.isEmpty() ? "no workflow runs\n" : table.toString() + '\n';
  }

  private String places() {
    return """
        dashboard  %s
        kafka      %s
        metrics    %s
        logs       %s
        """
        .formatted(plan.web(), plan.kafka(), metrics(), folder.logs());
  }

  private String metrics() {
    int first = plan.ports().metrics();
    return "http://%s:%d to %d (Prometheus)"
        .formatted(ClusterPlan.LOOPBACK, first, first + plan.taskManagers());
  }

  /** Resident memory, where the system tells it. */
  private static String memory(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
