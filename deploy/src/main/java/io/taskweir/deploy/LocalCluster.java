package io.taskweir.deploy;

import io.taskweir.job.Environment;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ExceptionUtils;

/**
 * A Flink cluster in this JVM with its dashboard on loopback: the same runtime that a real cluster
 * runs, with RPC by method calls, and a task manager that dies is replaced. What a job must have to
 * be correct it sets itself; here are only directories, memory and what makes a short run
 * watchable.
 */
public final class LocalCluster implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  /** Enough for the buffers of a few dozen exchanges at a few slots. */
  private static final MemorySize NETWORK = MemorySize.ofMebiBytes(64);

  /** Off the heap, shared by every RocksDB: a block cache and write buffers that do not thrash. */
  private static final MemorySize MANAGED = MemorySize.ofMebiBytes(256);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private final MiniCluster cluster;
  private final URI dashboard;
  private final TaskManagerWatch watch;

  private LocalCluster(MiniCluster cluster, URI dashboard) {
    this.cluster = cluster;
    this.dashboard = dashboard;
    this.watch = TaskManagerWatch.of(cluster);
  }

  /**
   * Starts a cluster.
   *
   * @param slots tasks of each stage that run side by side
   * @param webPort the dashboard's port; 0: any free one
   * @param directory for checkpoints, RocksDB and everything temporary; made if absent
   * @param log the file that the dashboard shows as the log; it need not exist yet
   * @throws PortTakenException when somebody else listens on {@code webPort}
   */
  public static LocalCluster start(int slots, int webPort, Path directory, Path log)
      throws Exception {
    return start(slots, webPort, directory, log, new Configuration());
  }

  /** As the other, with settings of Flink that win over those made here. */
  public static LocalCluster start(
      int slots, int webPort, Path directory, Path log, Configuration more) throws Exception {
    Files.createDirectories(directory);
    Configuration settings = settings(slots, webPort, directory, log);
    settings.addAll(more);
    var cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    try {
      cluster.start();
      return new LocalCluster(cluster, cluster.getRestAddress().get());
    } catch (Exception e) {
      var unused = cluster.closeAsync();
      if (ExceptionUtils.findThrowable(e, BindException.class).isPresent()) {
        throw new PortTakenException(webPort, e);
      }
      throw e;
    }
  }

  /**
   * Says at once what {@link #start} would say in a while.
   *
   * @throws PortTakenException when somebody else listens on {@code port}
   */
  static void requireFree(int port) throws PortTakenException {
    if (!LoopbackPorts.isFree(port)) {
      throw new PortTakenException(port, null);
    }
  }

  /** Where a browser finds the dashboard. */
  public URI dashboard() {
    return dashboard;
  }

  /** Submits a job; it runs by itself from here. */
  public LocalJob submit(StreamGraph graph) throws Exception {
    JobID id = cluster.submitJob(graph.getJobGraph()).get().getJobID();
    return new LocalJob(cluster, id);
  }

  /** Stops everything that runs. A job that has not ended is lost with its checkpoints. */
  @Override
  public void close() throws IOException {
    watch.close();
    try {
      cluster.closeAsync().get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      throw new IOException("the local cluster did not stop within " + STOP_TIMEOUT, e);
    } catch (ExecutionException e) {
      throw new IOException("the local cluster did not stop cleanly", e.getCause());
    }
  }

  private static Configuration settings(int slots, int webPort, Path directory, Path log) {
    Configuration all = Environment.clusterSettings();
    directories(all, directory);
    memory(all);
    addresses(all, webPort);
    // The REST has no authentication, and any web page may post to loopback: no jars, no cancel.
    all.set(WebOptions.SUBMIT_ENABLE, false);
    all.set(WebOptions.CANCEL_ENABLE, false);
    all.set(WebOptions.LOG_PATH, log.toString());
    all.set(TaskManagerOptions.TASK_MANAGER_LOG_PATH, log.toString());
    all.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
    // The defaults of ten seconds would show nothing of a run that takes twenty.
    all.set(WebOptions.REFRESH_INTERVAL, Duration.ofSeconds(1));
    all.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(1));
    // Accumulators travel with heartbeats, and the progress line reads them.
    all.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
    // A notebook that sleeps for a while wakes to a healthy job.
    all.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofMinutes(5));
    // With --keep the dashboard shows the ended job for as long as it stays up.
    all.set(JobManagerOptions.JOB_STORE_EXPIRATION_TIME, Duration.ofDays(365).toSeconds());
    return all;
  }

  private static void addresses(Configuration all, int webPort) {
    all.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    all.set(RestOptions.ADDRESS, LOOPBACK);
    all.set(RestOptions.BIND_PORT, Integer.toString(webPort));
    all.set(JobManagerOptions.ADDRESS, LOOPBACK);
    all.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    all.set(TaskManagerOptions.HOST, LOOPBACK);
    all.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
  }

  private static void directories(Configuration all, Path directory) {
    String temporary = directory.resolve("tmp").toString();
    all.set(CoreOptions.TMP_DIRS, temporary);
    all.set(WebOptions.TMP_DIR, temporary);
    all.set(BlobServerOptions.STORAGE_DIRECTORY, temporary);
    all.set(ClusterOptions.PROCESS_WORKING_DIR_BASE, directory.resolve("process").toString());
    all.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        directory.resolve("checkpoints").toUri().toString());
  }

  private static void memory(Configuration all) {
    all.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
    all.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
    all.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
  }

  /** Somebody else listens on the dashboard's port. */
  public static final class PortTakenException extends IOException {
    PortTakenException(int port, Throwable cause) {
      super(
          "port " + port + " is taken: choose another with --web-port, or 0 for any that is free",
          cause);
    }
  }
}
