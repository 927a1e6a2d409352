package io.taskweir.deploy;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the task manager of a cluster in this JVM when it is gone. Flink ends one where it fails
 * to cancel a task; a real cluster has somebody who starts it anew, while here its jobs would wait
 * for slots.
 */
final class TaskManagerWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TaskManagerWatch.class);

  /** One that is absent twice in a row is gone: it connects anew after a hiccup. */
  private static final Duration TICK = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MiniCluster cluster;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(TaskManagerWatch::daemon);
  private boolean wasAbsent;

  private TaskManagerWatch(MiniCluster cluster) {
    this.cluster = cluster;
  }

  /** Watches {@code cluster}, which runs, until this is closed. */
  static TaskManagerWatch of(MiniCluster cluster) {
    var watch = new TaskManagerWatch(cluster);
    var unused =
        watch.clock.scheduleWithFixedDelay(
            watch::look, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  private void look() {
    try {
      boolean isAbsent = connected() == 0;
      boolean isGone = isAbsent && wasAbsent;
      wasAbsent = isAbsent && !isGone;
      if (isGone) {
        LOG.warn("the task manager is gone, another takes its place");
        cluster.startTaskManager();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("cannot tell whether the task manager is there, or start another", e);
    }
  }

  private int connected() throws Exception {
    return cluster
        .requestClusterOverview()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .getNumTaskManagersConnected();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "task-manager-watch");
    thread.setDaemon(true);
    return thread;
  }
}
