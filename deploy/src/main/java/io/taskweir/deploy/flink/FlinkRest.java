package io.taskweir.deploy.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.deploy.RunFailedException;
import io.taskweir.deploy.UsageException;
import io.taskweir.state.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Questions to a cluster's REST, answered in JSON. Not Flink's own client, whose classes are those
 * of one version: these paths are the same in all of Flink 2.
 */
public final class FlinkRest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI address;

  /**
   * A client of the cluster at {@code url}.
   *
   * @throws UsageException where that is no address
   */
  public FlinkRest(String url) {
    try {
      URI given = URI.create(url.contains("://") ? url : "http://" + url);
      if (given.getHost() == null) {
        throw new IllegalArgumentException("no host");
      }
      address = given;
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--cluster " + url + ": expected the address of Flink's REST, such as http://HOST:8081");
    }
  }

  /** Where it is. */
  public URI address() {
    return address;
  }

  /** TaskManagers, slots and Flink's version. */
  public Overview overview() {
    JsonNode told = get("/overview");
    return new Overview(
        told.path("taskmanagers").asInt(),
        told.path("slots-total").asInt(),
        told.path("slots-available").asInt(),
        told.path("flink-version").asText());
  }

  /**
   * What a cluster has.
   *
   * @param taskManagers how many
   * @param slots of all of them
   * @param freeSlots those without a task
   * @param version Flink's
   */
  public record Overview(int taskManagers, int slots, int freeSlots, String version) {}

  /** Every job that the cluster remembers. */
  public List<FlinkJob> jobs() {
    var jobs = new ArrayList<FlinkJob>();
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      jobs.add(
          new FlinkJob(
              this,
              job.path("jid").asText(),
              job.path("name").asText(),
              job.path("state").asText(),
              job.path("start-time").asLong()));
    }
    return jobs;
  }

  /** The job of {@code workflow} that has not ended. */
  public Optional<FlinkJob> running(String workflow) {
    List<FlinkJob> found =
        jobs().stream()
            .filter(job -> job.name().equals(FlinkJob.nameOf(workflow)) && !job.hasEnded())
            .toList();
    if (found.size() > 1) {
      throw new RunFailedException(
          "%s runs %d times at %s; expected once: cancel one in the dashboard"
              .formatted(workflow, found.size(), address));
    }
    return found.stream().findFirst();
  }

  /**
   * The job of {@code workflow}.
   *
   * @throws RunFailedException where none runs
   */
  public FlinkJob require(String workflow) {
    return running(workflow)
        .orElseThrow(
            () -> new RunFailedException("%s does not run at %s".formatted(workflow, address)));
  }

  /** An entry of the cluster's own configuration. */
  public Optional<String> setting(String key) {
    for (JsonNode entry : get("/jobmanager/config")) {
      if (entry.path("key").asText().equals(key)) {
        return Optional.of(entry.path("value").asText());
      }
    }
    return Optional.empty();
  }

  /** What is at {@code path}. */
  public JsonNode get(String path) {
    return send("GET", path, "");
  }

  JsonNode post(String path, Object body) {
    try {
      return send("POST", path, Json.write(body));
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON of " + body, e);
    }
  }

  void patch(String path) {
    send("PATCH", path, "");
  }

  private JsonNode send(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new RefusedException(address, path, answer.statusCode(), answer.body());
      }
      return answer.body().isBlank()
          ? Json.mapper().createObjectNode()
          : Json.mapper().readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailedException("interrupted while asking " + address, e);
    } catch (IOException e) {
      throw new UnreachableException(address, e);
    }
  }

  /** Nobody answers, or not in Flink's way. */
  public static final class UnreachableException extends RuntimeException {
    UnreachableException(URI address, IOException cause) {
      super(
          "no Flink cluster answers at %s (%s); start one with ./taskweir cluster up, or name it with --cluster URL"
              .formatted(
                  address, cause.getMessage() == null ? "no connection" : cause.getMessage()),
          cause);
    }
  }

  /** The cluster answers, but with a no. */
  public static final class RefusedException extends RuntimeException {

    private final int status;

    RefusedException(URI address, String path, int status, String body) {
      super("%s%s: %d, %s".formatted(address, path, status, reason(body)));
      this.status = status;
    }

    /** The status of HTTP. */
    public int status() {
      return status;
    }

    /** Flink answers with stack traces; their first lines say what was wrong. */
    private static String reason(String body) {
      try {
        for (JsonNode error : Json.mapper().readTree(body).path("errors")) {
          String text = error.asText();
          if (!text.isBlank() && !text.equals("Internal server error.")) {
            return text.lines().findFirst().orElse(text);
          }
        }
      } catch (IOException e) {
        // No JSON, so it is shown as it is.
      }
      return body.lines().findFirst().orElse("without a reason");
    }
  }
}
