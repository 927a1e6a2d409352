package io.taskweir.deploy.flink;

import io.taskweir.deploy.Failure;
import io.taskweir.deploy.Progress;
import io.taskweir.deploy.RunFailedException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.util.EnvironmentInformation;

/**
 * Puts a workflow on a cluster and waits until it runs; one that does not is taken away again, so
 * that nothing half done stays.
 */
final class Start {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration SLOTS_PATIENCE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(300);

  private final FlinkRest rest;
  private final String workflow;
  private final Submissions submissions = new Submissions();
  private final Progress progress = Progress.onStandardError();

  Start(FlinkRest rest, String workflow) {
    this.rest = rest;
    this.workflow = workflow;
  }

  /** Builds the program's graph for this cluster, or says why it cannot run there. */
  Program.Built build(Program program) throws IOException, InterruptedException {
    requireVersion(program);
    return program.build(
        rest.setting(CheckpointingOptions.CHECKPOINTS_DIRECTORY.key()).map(this::ofWorkflow));
  }

  /** Where the retained checkpoints of this workflow are. */
  String checkpoints() {
    return rest.setting(CheckpointingOptions.CHECKPOINTS_DIRECTORY.key())
        .map(this::ofWorkflow)
        .orElseThrow(
            () ->
                new RunFailedException(
                    "--from latest: the cluster does not say where checkpoints are; expected a path"));
  }

  /** Where the savepoints of this workflow go. */
  Optional<String> savepoints() {
    return rest.setting(CheckpointingOptions.SAVEPOINT_DIRECTORY.key()).map(this::ofWorkflow);
  }

  /**
   * Submits and waits.
   *
   * @param from what it is restored from; null for nothing
   * @param partly whether state that no operator takes may be left behind
   */
  FlinkJob run(Program program, Program.Built built, @Nullable Snapshot from, boolean partly)
      throws Exception {
    if (from != null) {
      from.requireOf(built.graph(), workflow, partly);
      built
          .graph()
          .setSavepointRestoreSettings(SavepointRestoreSettings.forPath(from.path(), partly));
    }
    awaitSlots(built.graph());
    var kept =
        new Submission(
            built.graph().getJobID().toHexString(),
            workflow,
            submissions.keep(program.jar()).toString(),
            program.arguments(),
            program.parallelism(),
            from == null ? null : from.path());
    String id = submit(built.graph()).toHexString();
    submissions.record(kept);
    var job = new FlinkJob(rest, id, FlinkJob.nameOf(workflow), "CREATED", 0);
    await(job);
    return job.now();
  }

  private JobID submit(JobGraph graph) throws Exception {
    URI address = rest.address();
    var configuration = new Configuration();
    configuration.set(RestOptions.ADDRESS, address.getHost());
    configuration.set(RestOptions.PORT, address.getPort());
    configuration.set(JobManagerOptions.ADDRESS, address.getHost());
    try (var client = new RestClusterClient<>(configuration, StandaloneClusterId.getInstance())) {
      return client.submitJob(graph).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new RunFailedException(
          "%s was not taken by %s: %s".formatted(workflow, address, Failure.line(e)), e);
    }
  }

  private void await(FlinkJob job) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!job.allTasksRun()) {
      FlinkJob now = job.now();
      progress.show(() -> workflow + ": " + now.state().toLowerCase(java.util.Locale.ROOT));
      boolean late = System.nanoTime() > end;
      if (now.hasEnded() || late || now.restarts() > 0) {
        giveUp(now, late);
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
    progress.clear();
  }

  private void giveUp(FlinkJob job, boolean late) {
    progress.clear();
    if (!job.hasEnded()) {
      job.cancel();
    }
    String why =
        job.lastFailure()
            .map(RootCause::of)
            .orElse(
                late
                    ? "not all of its tasks run after %d s".formatted(PATIENCE.toSeconds())
                    : "it ended by itself");
    throw new RunFailedException("%s does not start: %s".formatted(workflow, why));
  }

  /**
   * Flink keeps what programs are compiled against within a major version, and takes graphs of
   * older minor ones: a newer cluster runs them, an older one lacks what they may call.
   */
  private void requireVersion(Program program) {
    String theirs = rest.overview().version();
    String ours = EnvironmentInformation.getVersion();
    if (!runs(ours, theirs)) {
      throw new RunFailedException(
          "the cluster at %s is Flink %s, this Taskweir is built with %s; expected a cluster of that version or a newer %s, or a Taskweir built with -Dflink.version=%s"
              .formatted(rest.address(), theirs, ours, major(ours) + ".x", theirs));
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

  /** Whether a cluster of version {@code cluster} runs what was built with {@code built}. */
  static boolean runs(String built, String cluster) {
    return major(built) == major(cluster) && minor(built) <= minor(cluster);
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

  /** Slots of a job that was stopped a moment ago are free a moment later. */
  private void awaitSlots(JobGraph graph) throws InterruptedException {
    long end = System.nanoTime() + SLOTS_PATIENCE.toNanos();
    while (rest.overview().freeSlots() < graph.getMaximumParallelism() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
    requireSlots(graph, 0);
  }

  private String ofWorkflow(String directory) {
    return (directory.endsWith("/") ? directory : directory + "/") + workflow;
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
