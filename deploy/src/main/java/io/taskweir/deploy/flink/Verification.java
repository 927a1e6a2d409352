package io.taskweir.deploy.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.deploy.Progress;
import io.taskweir.deploy.RunFailedException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Watches a job that has just been started until it has shown that it works: it read what waits, or
 * nothing waits, and a checkpoint has committed what it wrote, without a restart.
 */
final class Verification {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(500);

  private final FlinkJob job;
  private final Progress progress = Progress.onStandardError();

  Verification(FlinkJob job) {
    this.job = job;
  }

  /** Returns when the job has shown it; cancels a job that does not, and says why. */
  void await() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      FlinkJob now = job.now();
      if (now.hasEnded() || now.restarts() > 0) {
        fail(now, now.lastFailure().map(RootCause::of).orElse("it ended by itself"));
      }
      long completed = now.checkpoints().path("counts").path("completed").asLong();
      boolean works = processes(now);
      if (completed > 0 && works) {
        progress.clear();
        return;
      }
      String missing = completed == 0 ? "a checkpoint" : "its first record";
      progress.show(() -> job.workflow() + ": runs; waiting for " + missing);
      if (System.nanoTime() > end) {
        fail(now, "%s did not come within %d s".formatted(missing, PATIENCE.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
  }

  private static boolean processes(FlinkJob job) {
    long read = 0;
    for (JsonNode vertex : job.detail().path("vertices")) {
      read += vertex.path("metrics").path("write-records").asLong();
    }
    return read > 0 || new StageTable(job).pending() == 0;
  }

  private void fail(FlinkJob now, String why) {
    progress.clear();
    if (!now.hasEnded()) {
      now.cancel();
    }
    throw new RunFailedException("%s runs but does not process: %s".formatted(job.workflow(), why));
  }
}
