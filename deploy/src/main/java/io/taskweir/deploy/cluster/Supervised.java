package io.taskweir.deploy.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;

/**
 * One process that is started again when it has died: at once, then after 1 s doubling to 30 s
 * while it does not stay up for a minute.
 */
final class Supervised {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration STABLE = Duration.ofMinutes(1);

  private final ProcessPlan plan;
  private final Path logs;
  @Nullable private Process process;
  private Instant since = Instant.EPOCH;
  private Instant due = Instant.EPOCH;
  private Duration wait = Duration.ZERO;
  private int starts;

  Supervised(ProcessPlan plan, Path logs) {
    this.plan = plan;
    this.logs = logs;
  }

  /**
   * Starts it where it is down and due.
   *
   * @return whether anything has changed
   */
  boolean tend(Instant now) {
    if (process != null && process.isAlive()) {
      return false;
    }
    if (process != null) {
      died(now);
      return true;
    }
    if (now.isBefore(due)) {
      return false;
    }
    try {
      start(now);
    } catch (IOException e) {
      System.err.println(now + " " + plan.name() + " cannot be started: " + e.getMessage());
      died(now);
    }
    return true;
  }

  ClusterStatus.ProcessStatus status() {
    return new ClusterStatus.ProcessStatus(
        plan.name(), process == null ? null : process.pid(), since, Math.max(0, starts - 1));
  }

  /**
   * Asks it to end, by its handle: {@link Process#destroy} also closes the pipe, and a child takes
   * that for the death of its supervisor.
   */
  void stop() {
    if (process != null) {
      process.toHandle().destroy();
    }
  }

  /** Waits for its end up to {@code patience}, then ends it. */
  void awaitEnd(Duration patience) throws InterruptedException {
    if (process != null && !process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private void start(Instant now) throws IOException {
    process =
        new ProcessBuilder(plan.command())
            .directory(logs.toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(logs.resolve(plan.name() + ".out").toFile()))
            .start();
    since = now;
    starts++;
  }

  private void died(Instant now) {
    process = null;
    boolean wasStable = Duration.between(since, now).compareTo(STABLE) > 0;
    if (wasStable) {
      wait = Duration.ZERO;
    }
    due = now.plus(wait);
    Duration next = wait.isZero() ? Duration.ofSeconds(1) : wait.multipliedBy(2);
    wait = next.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : next;
  }
}
