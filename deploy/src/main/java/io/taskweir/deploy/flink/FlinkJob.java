package io.taskweir.deploy.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.deploy.RunFailedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A job on a cluster, as it was when it was asked for.
 *
 * @param rest the cluster
 * @param id Flink's id of it
 * @param name such as {@code taskweir-email}
 * @param state Flink's word, such as {@code RUNNING}
 * @param since when it was started, epoch milliseconds
 */
public record FlinkJob(FlinkRest rest, String id, String name, String state, long since) {

  private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED");
  private static final String PREFIX = "taskweir-";
  private static final Duration REASON = Duration.ofSeconds(15);
  private static final int GONE = 404;
  private static final int CONFLICT = 409;

  /** Flink itself gives a task that does not heed it three minutes. */
  private static final Duration CANCELLATION = Duration.ofMinutes(5);

  /** The name of a workflow's job. */
  public static String nameOf(String workflow) {
    return PREFIX + workflow;
  }

  /** The workflow, or the whole name where it is none of ours. */
  public String workflow() {
    return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
  }

  /** Whether it will never run again. */
  public boolean hasEnded() {
    return ENDED.contains(state);
  }

  /** Its tasks with their states. */
  public JsonNode detail() {
    return rest.get("/jobs/" + id);
  }

  /** The largest parallelism of its tasks: sources of settings have one subtask. */
  public int parallelism() {
    int most = 1;
    for (JsonNode vertex : detail().path("vertices")) {
      most = Math.max(most, vertex.path("parallelism").asInt());
    }
    return most;
  }

  /** Whether every task of it runs. */
  public boolean allTasksRun() {
    JsonNode detail = detail();
    if (!detail.path("state").asText().equals("RUNNING")) {
      return false;
    }
    for (JsonNode vertex : detail.path("vertices")) {
      if (vertex.path("tasks").path("RUNNING").asInt() != vertex.path("parallelism").asInt()) {
        return false;
      }
    }
    return true;
  }

  /** Its checkpoints: counts and the newest of each kind. */
  public JsonNode checkpoints() {
    return rest.get("/jobs/" + id + "/checkpoints");
  }

  /** When its newest completed checkpoint ended, epoch milliseconds; empty where there is none. */
  public Optional<Long> lastCheckpoint() {
    JsonNode completed = checkpoints().path("latest").path("completed");
    return completed.has("latest_ack_timestamp")
        ? Optional.of(completed.path("latest_ack_timestamp").asLong())
        : Optional.empty();
  }

  /** How often it was restarted, as of the last time the JobManager gathered its metrics. */
  public long restarts() {
    for (JsonNode metric : rest.get("/jobs/" + id + "/metrics?get=numRestarts")) {
      return metric.path("value").asLong();
    }
    return 0;
  }

  /**
   * Whether it has been restarted since it was started. It is known as soon as what {@link
   * #completedCheckpoints} says, while {@link #restarts} may be ten seconds behind both.
   */
  public boolean hasRestarted() {
    return detail().path("timestamps").path("RESTARTING").asLong() > 0 || restarts() > 0;
  }

  /** How long the JobManager answers with what it has answered before. */
  public Duration refreshInterval() {
    return Duration.ofMillis(rest.get("/config").path("refresh-interval").asLong());
  }

  /** What made it fail last, in Flink's words; empty where nothing did. */
  public Optional<String> lastFailure() {
    for (JsonNode entry :
        rest.get("/jobs/" + id + "/exceptions").path("exceptionHistory").path("entries")) {
      return Optional.of(entry.path("stacktrace").asText());
    }
    return Optional.empty();
  }

  /**
   * Why it failed, in one line. The JobManager counts a restart some seconds before it tells its
   * reason, so this waits for that.
   */
  public String reason() throws InterruptedException {
    long end = System.nanoTime() + REASON.toNanos();
    Optional<String> failure = lastFailure();
    while (failure.isEmpty() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(300);
      failure = lastFailure();
    }
    return failure.map(RootCause::of).orElse("the JobManager does not say why");
  }

  /** What it was started with, and the layout of its state. */
  public Map<String, String> parameters() {
    var parameters = new HashMap<String, String>();
    rest.get("/jobs/" + id + "/config")
        .path("execution-config")
        .path("user-config")
        .properties()
        .forEach(entry -> parameters.put(entry.getKey(), entry.getValue().asText()));
    return parameters;
  }

  /** How long a checkpoint may take to come: two intervals and the time that one may last. */
  public Duration checkpointPatience() {
    JsonNode config = rest.get("/jobs/" + id + "/checkpoints/config");
    return Duration.ofMillis(
        2 * config.path("interval").asLong() + config.path("timeout").asLong());
  }

  /** How many checkpoints it has completed since it was started. */
  public long completedCheckpoints() {
    return checkpoints().path("counts").path("completed").asLong();
  }

  /** Cancels it and waits until it has ended; one that has ended already is left alone. */
  public FlinkJob end() throws InterruptedException {
    FlinkJob job = new FlinkJob(rest.patient(), id, name, state, since);
    try {
      rest.patch("/jobs/" + id + "?mode=cancel");
    } catch (FlinkRest.RefusedException e) {
      if (e.status() != GONE && e.status() != CONFLICT) {
        throw e;
      }
    }
    long end = System.nanoTime() + CANCELLATION.toNanos();
    for (job = job.now(); !job.hasEnded(); job = job.now()) {
      if (System.nanoTime() > end) {
        throw new RunFailedException(
            "job %s of %s was cancelled and has not ended after %d s"
                .formatted(id, workflow(), CANCELLATION.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(300);
    }
    return job;
  }

  /** The same as it is now. */
  public FlinkJob now() {
    return new FlinkJob(rest, id, name, detail().path("state").asText(), since);
  }
}
