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
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * Questions to a cluster's REST, answered in JSON. Not Flink's own client, whose classes are those
 * of one version: these paths are the same in all of Flink 2.
 */
public final class FlinkRest {

  private static final Duration REQUEST = Duration.ofSeconds(10);
  private static final Duration FAILOVER = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int UNAVAILABLE = 503;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(REQUEST).build();
  private final URI address;
  private final Duration patience;

  /**
   * A client of the cluster at {@code url}.
   *
   * @throws UsageException where that is no address
   */
  public FlinkRest(String url) {
    this(parse(url), Duration.ZERO);
  }

  private FlinkRest(URI address, Duration patience) {
    this.address = address;
    this.patience = patience;
  }

  /**
   * The same, but it asks again for two minutes where nobody answers: a JobManager that takes over
   * from another, or pauses, is no reason to leave something half done.
   */
  public FlinkRest patient() {
    return new FlinkRest(address, FAILOVER);
  }

  private static URI parse(String url) {
    try {
      URI given = URI.create(url.contains("://") ? url : "http://" + url);
      boolean plain = given.getPath().isEmpty() || given.getPath().equals("/");
      if ("http".equals(given.getScheme())
          && given.getHost() != null
          && given.getPort() > 0
          && plain) {
        return given;
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for any other text that is no address.
    }
    throw new UsageException(
        "--cluster " + url + ": expected the address of Flink's REST, http://HOST:PORT");
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
          "%s runs %d times at %s; expected once: end one with flink cancel"
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

  /** An entry of the cluster's own configuration, under whichever of its keys it is. */
  public Optional<String> setting(ConfigOption<String> option) {
    var configuration = new Configuration();
    for (JsonNode entry : get("/jobmanager/config")) {
      configuration.setString(entry.path("key").asText(), entry.path("value").asText());
    }
    return configuration.getOptional(option);
  }

  /** What is at {@code path}. */
  public JsonNode get(String path) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return send("GET", path, "");
      } catch (UnreachableException e) {
        pauseUntil(end, e);
      } catch (RefusedException e) {
        if (e.status() != UNAVAILABLE) {
          throw e;
        }
        pauseUntil(end, e);
      }
    }
  }

  private static void pauseUntil(long end, RuntimeException failure) {
    if (System.nanoTime() >= end) {
      throw failure;
    }
    LockSupport.parkNanos(POLL.toNanos());
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
            .timeout(REQUEST)
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

    /** Flink answers with stack traces, between markers that say nothing. */
    private static String reason(String body) {
      try {
        for (JsonNode error : Json.mapper().readTree(body).path("errors")) {
          String text = error.asText().replace("<Exception on server side:", "").strip();
          if (!text.isBlank() && !text.equals("Internal server error.")) {
            return RootCause.of(text);
          }
        }
      } catch (IOException e) {
        // No JSON, so it is shown as it is.
      }
      return body.lines().findFirst().orElse("without a reason");
    }
  }
}
