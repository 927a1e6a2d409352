package io.taskweir.deploy.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.deploy.Progress;
import io.taskweir.deploy.RunFailedException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Watches a job that has just been started until it has shown that it works: it read what waits, or
 * nothing waits, and a checkpoint has committed what it wrote, without a restart. Sources say what
 * waits only once they have read something, so one that is silent over two checkpoints has nothing
 * to read.
 */
final class Verification {

  private static final Duration POLL = Duration.ofMillis(500);

  private final FlinkJob job;
  private final Progress progress = Progress.onStandardError();

  Verification(FlinkJob job) {
    this.job = job;
  }

  /**
   * Returns when the job has shown it.
   *
   * @throws RunFailedException for one that has not in time, and why
   */
  void await() throws InterruptedException {
    Duration patience = job.checkpointPatience().plusMinutes(1);
    long end = System.nanoTime() + patience.toNanos();
    // How many checkpoints there were when a record had been read: the next one commits it.
    OptionalLong firstRead = OptionalLong.empty();
    while (true) {
      FlinkJob now = job.now();
      refuseFailed(now);
      long checkpoints = now.completedCheckpoints();
      long read = read(now);
      if (read > 0 && firstRead.isEmpty()) {
        firstRead = OptionalLong.of(checkpoints);
      }
      boolean committed =
          firstRead.isPresent()
              ? checkpoints > firstRead.getAsLong()
              : checkpoints > 0 && isIdle(now, checkpoints);
      if (committed) {
        // A restart before that checkpoint is in no answer that is older than it.
        TimeUnit.MILLISECONDS.sleep(now.refreshInterval().plus(POLL).toMillis());
        refuseFailed(job.now());
        progress.clear();
        return;
      }
      String missing = checkpoints > 0 && firstRead.isEmpty() ? "its first record" : "a checkpoint";
      progress.show(() -> job.workflow() + ": runs; waiting for " + missing);
      if (System.nanoTime() > end) {
        throw failure(missing + " did not come within " + patience.toSeconds() + " s");
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
  }

  private void refuseFailed(FlinkJob now) throws InterruptedException {
    if (now.hasEnded() || now.hasRestarted()) {
      throw failure(now.reason());
    }
  }

  private static long read(FlinkJob job) {
    long read = 0;
    for (JsonNode vertex : job.detail().path("vertices")) {
      read += vertex.path("metrics").path("write-records").asLong();
    }
    return read;
  }

  private static boolean isIdle(FlinkJob job, long checkpoints) {
    OptionalLong pending = new StageTable(job).pending();
    return pending.isPresent() ? pending.getAsLong() == 0 : checkpoints > 1;
  }

  private RunFailedException failure(String why) {
    progress.clear();
    return new RunFailedException(
        "%s runs but does not process: %s".formatted(job.workflow(), why));
  }
}
