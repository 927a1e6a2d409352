package io.taskweir.deploy.flink;

import io.taskweir.deploy.RunFailedException;
import io.taskweir.deploy.UsageException;
import io.taskweir.deploy.cluster.Installation;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.jobgraph.JobGraph;

/** What a cluster must have for a workflow, asked before anything is touched. */
final class Fit {

  /** A task that does not heed its cancellation has three minutes. */
  private static final Duration SLOTS_PATIENCE = Duration.ofMinutes(4);

  private static final Duration POLL = Duration.ofMillis(300);

  private final FlinkRest rest;
  private final String workflow;

  Fit(FlinkRest rest, String workflow) {
    this.rest = rest;
    this.workflow = workflow;
  }

  /**
   * Refuses a cluster that does not run what the jar was built with, or does not take what this
   * Taskweir makes of it. A jar runs on any newer minor version, since Flink keeps what programs
   * are compiled against. A graph does not (tried: 2.2 into 2.3), so what makes graphs is of the
   * cluster's own version.
   */
  void requireVersion(Program program) throws IOException {
    String theirs = rest.overview().version();
    String ours = Installation.flinkVersion();
    if (!takesGraphs(ours, theirs)) {
      throw new RunFailedException(
          "the cluster at %s is Flink %s, this Taskweir makes graphs with %s; expected the same minor version: a Taskweir built for the cluster's, or the cluster's own flink run"
              .formatted(rest.address(), theirs, ours));
    }
    program
        .flink()
        .filter(built -> !runs(built, theirs))
        .ifPresent(
            built -> {
              throw new RunFailedException(
                  "%s is built for Flink %s, the cluster at %s is %s; build it with -Dflink.version=%s"
                      .formatted(
                          program.jar().getFileName(), built, rest.address(), theirs, theirs));
            });
  }

  /** Whether a cluster of version {@code cluster} takes graphs that {@code builder} has made. */
  static boolean takesGraphs(String builder, String cluster) {
    return major(builder) == major(cluster) && minor(builder) == minor(cluster);
  }

  /** Whether a cluster of version {@code cluster} runs a jar that was built with {@code built}. */
  static boolean runs(String built, String cluster) {
    return major(built) == major(cluster) && minor(built) <= minor(cluster);
  }

  /** Refuses a parallelism that the program's own options overrule: a rescale that does nothing. */
  void requireParallelism(Program program, JobGraph graph) {
    int has = graph.getMaximumParallelism();
    if (has != program.parallelism()) {
      throw new UsageException(
          "--parallelism %d: taskweir.parallelism is set to %d; expected one of the two"
              .formatted(program.parallelism(), has));
    }
  }

  /**
   * Refuses a graph that the cluster has no slots for.
   *
   * @param soonFree slots of what will be stopped before
   */
  void requireSlots(JobGraph graph, int soonFree) {
    int wanted = graph.getMaximumParallelism();
    FlinkRest.Overview overview = rest.overview();
    int free = overview.freeSlots() + soonFree;
    if (wanted > free) {
      throw new RunFailedException(
          "%s takes %d slots, %d of %d are free at %s; lower --parallelism or add TaskManagers"
              .formatted(workflow, wanted, free, overview.slots(), rest.address()));
    }
  }

  /** Waits for the slots of a job that was stopped a moment ago, for as long as they may take. */
  void awaitSlots(JobGraph graph) throws InterruptedException {
    long end = System.nanoTime() + SLOTS_PATIENCE.toNanos();
    while (rest.overview().freeSlots() < graph.getMaximumParallelism() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
  }

  private static int major(String version) {
    return part(version, 0);
  }

  private static int minor(String version) {
    return part(version, 1);
  }

  /** A number of a version such as {@code 2.2.1} or {@code 2.3-SNAPSHOT}; -1 where it is none. */
  private static int part(String version, int place) {
    String[] parts = version.split("\\D+", -1);
    return place < parts.length && !parts[place].isEmpty() ? Integer.parseInt(parts[place]) : -1;
  }
}
