package io.taskweir.deploy.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.deploy.Progress;
import io.taskweir.deploy.RunFailedException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Takes savepoints of a running job. */
final class Savepointing {

  private static final Duration POLL = Duration.ofMillis(300);

  private final FlinkJob job;
  private final Progress progress = Progress.onStandardError();

  Savepointing(FlinkJob job) {
    this.job = new FlinkJob(job.rest().patient(), job.id(), job.name(), job.state(), job.since());
  }

  /** Takes one while the job goes on; returns where it is. */
  Snapshot take(Optional<String> directory) throws InterruptedException {
    return request("savepoints", "target-directory", directory);
  }

  /**
   * Takes one and ends the job with it: what it had read is in the savepoint or committed, and
   * nothing was written twice. It is not drained: windows and retries go on after the restore.
   */
  Snapshot stop(Optional<String> directory) throws InterruptedException {
    return request("stop", "targetDirectory", directory);
  }

  private Snapshot request(String what, String key, Optional<String> directory)
      throws InterruptedException {
    JsonNode asked =
        job.rest()
            .post(
                "/jobs/" + job.id() + "/" + what,
                directory.map(where -> Map.of(key, where)).orElse(Map.of()));
    String request = asked.path("request-id").asText();
    long begin = System.nanoTime();
    while (true) {
      JsonNode told = job.rest().get("/jobs/" + job.id() + "/savepoints/" + request);
      if (told.path("status").path("id").asText().equals("COMPLETED")) {
        progress.clear();
        return result(told.path("operation"));
      }
      long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
      progress.show(() -> "savepoint of %s: %d s".formatted(job.workflow(), seconds));
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
  }

  private Snapshot result(JsonNode operation) {
    if (operation.has("location")) {
      return new Snapshot(operation.path("location").asText());
    }
    String trace = operation.path("failure-cause").path("stack-trace").asText();
    throw new RunFailedException(
        "no savepoint of %s: %s; it goes on".formatted(job.workflow(), RootCause.of(trace)));
  }
}
