package io.taskweir.deploy.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  /** How often it was restarted. */
  public long restarts() {
    for (JsonNode metric : rest.get("/jobs/" + id + "/metrics?get=numRestarts")) {
      return metric.path("value").asLong();
    }
    return 0;
  }

  /** What made it fail last, in Flink's words; empty where nothing did. */
  public Optional<String> lastFailure() {
    for (JsonNode entry :
        rest.get("/jobs/" + id + "/exceptions").path("exceptionHistory").path("entries")) {
      return Optional.of(entry.path("stacktrace").asText());
    }
    return Optional.empty();
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

  /** Asks the cluster to end it. */
  public void cancel() {
    rest.patch("/jobs/" + id + "?mode=cancel");
  }

  /** The same as it is now. */
  public FlinkJob now() {
    return new FlinkJob(rest, id, name, detail().path("state").asText(), since);
  }
}
