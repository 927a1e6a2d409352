package io.taskweir.deploy.flink;

import io.taskweir.deploy.Failure;
import io.taskweir.deploy.Progress;
import io.taskweir.deploy.RunFailedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.annotation.Nullable;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;

/** Puts a workflow on a cluster and waits until it runs. */
final class Start {

  /** Restoring much state takes its time. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(300);
  private static final String FINISHED = "FINISHED";

  private final FlinkRest rest;
  private final String workflow;
  private final Fit fit;
  private final Submissions submissions = new Submissions();
  private final Progress progress = Progress.onStandardError();

  Start(FlinkRest rest, String workflow) {
    this.rest = rest.patient();
    this.workflow = workflow;
    this.fit = new Fit(this.rest, workflow);
  }

  /** Builds the program's graph for this cluster, or says why it cannot run there. */
  Program.Built build(Program program) throws IOException, InterruptedException {
    fit.requireVersion(program);
    Program.Built built = program.build(checkpoints());
    fit.requireParallelism(program, built.graph());
    return built;
  }

  /** What the cluster must have for a graph. */
  Fit fit() {
    return fit;
  }

  /** Where the retained checkpoints of this workflow are; empty where the cluster does not say. */
  Optional<String> checkpoints() {
    return rest.setting(CheckpointingOptions.CHECKPOINTS_DIRECTORY).map(this::ofWorkflow);
  }

  /** Where the savepoints of this workflow go; empty where the cluster does not say. */
  Optional<String> savepoints() {
    return rest.setting(CheckpointingOptions.SAVEPOINT_DIRECTORY).map(this::ofWorkflow);
  }

  /**
   * Submits; the job is on its way when this returns.
   *
   * @param from what it is restored from; null for nothing
   * @param partly whether state that no operator takes may be left behind
   */
  FlinkJob submit(Program program, Program.Built built, @Nullable Snapshot from, boolean partly)
      throws Exception {
    JobGraph graph = built.graph();
    if (from != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(from.path(), partly));
    }
    String id = graph.getJobID().toHexString();
    // Before, so that no job is there that nobody knows how to go back to.
    submissions.record(
        new Submission(
            id,
            workflow,
            submissions.keep(program.jar(), "jars").toString(),
            withConfigKept(program.arguments()),
            program.parallelism(),
            from == null ? null : from.path()));
    var job = new FlinkJob(rest, id, FlinkJob.nameOf(workflow), "CREATED", 0);
    submit(graph, job);
    return job;
  }

  /**
   * Waits until every task runs, or the job has read a bounded input to its end.
   *
   * @throws RunFailedException for a job that failed, or does not get there, and why
   */
  void await(FlinkJob job) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!job.allTasksRun()) {
      FlinkJob now = job.now();
      if (now.state().equals(FINISHED)) {
        break;
      }
      if (now.hasEnded() || now.hasRestarted()) {
        throw doesNotStart(now.reason());
      }
      if (System.nanoTime() > end) {
        throw doesNotStart("not all of its tasks run after %d min".formatted(PATIENCE.toMinutes()));
      }
      progress.show(() -> workflow + ": " + now.state().toLowerCase(Locale.ROOT));
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
    progress.clear();
  }

  private RunFailedException doesNotStart(String why) {
    progress.clear();
    return new RunFailedException("%s does not start: %s".formatted(workflow, why));
  }

  private void submit(JobGraph graph, FlinkJob job) throws Exception {
    URI address = rest.address();
    var configuration = new Configuration();
    configuration.set(RestOptions.ADDRESS, address.getHost());
    configuration.set(RestOptions.PORT, address.getPort());
    configuration.set(JobManagerOptions.ADDRESS, address.getHost());
    try (var client = new RestClusterClient<>(configuration, StandaloneClusterId.getInstance())) {
      client.submitJob(graph).get(ANSWER.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      endIfThere(job);
      throw new RunFailedException(
          "%s was not taken by %s: %s".formatted(workflow, address, Failure.line(e)), e);
    }
  }

  /** The answer may be what got lost, and not the job. */
  private static void endIfThere(FlinkJob job) throws InterruptedException {
    try {
      job.end();
    } catch (FlinkRest.RefusedException e) {
      // It is not there.
    }
  }

  private List<String> withConfigKept(List<String> arguments) throws IOException {
    var kept = new ArrayList<>(arguments);
    int file = kept.indexOf(ProgramOptions.CONFIG) + 1;
    if (file > 0) {
      kept.set(file, submissions.keep(Path.of(kept.get(file)), "configs").toString());
    }
    return kept;
  }

  private String ofWorkflow(String directory) {
    return (directory.endsWith("/") ? directory : directory + "/") + workflow;
  }
}
