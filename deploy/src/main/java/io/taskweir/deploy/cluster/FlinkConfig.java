package io.taskweir.deploy.cluster;

import io.taskweir.job.Environment;
import java.time.Duration;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/** Flink's configuration of a cluster on this machine: what is the same for its processes. */
final class FlinkConfig {

  private static final MemorySize JOB_MANAGER = MemorySize.ofMebiBytes(1024);
  private static final MemorySize TASK_MANAGER = MemorySize.ofMebiBytes(2048);

  /** Off the heap, of each TaskManager: RocksDB's caches and write buffers. */
  private static final MemorySize MANAGED = MemorySize.ofMebiBytes(512);

  private FlinkConfig() {}

  static Configuration of(ClusterFolder folder, ClusterPlan plan) {
    Configuration all = Environment.clusterSettings();
    addresses(all, plan.ports());
    directories(all, folder);
    all.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, JOB_MANAGER);
    all.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, TASK_MANAGER);
    all.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
    all.set(TaskManagerOptions.NUM_TASK_SLOTS, plan.slots());
    // A workflow's slots on all TaskManagers, and not on the first until it is full.
    all.set(
        TaskManagerOptions.TASK_MANAGER_LOAD_BALANCE_MODE,
        TaskManagerOptions.TaskManagerLoadBalanceMode.SLOTS);
    // All on one machine: a process that does not answer for this long is dead, and one that was
    // killed is noticed with the second heartbeat that finds nobody.
    all.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(2));
    all.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofSeconds(30));
    all.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(2));
    // The REST has no authentication. Without these the dashboard would take jars and end jobs for
    // whoever clicks, and any web page could read its answers. What stays open to every user and
    // page of this machine: requests that need no answer, such as a cancellation.
    all.set(WebOptions.SUBMIT_ENABLE, false);
    all.set(WebOptions.CANCEL_ENABLE, false);
    all.set(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, plan.web());
    metrics(all);
    if (plan.highAvailability()) {
      highAvailability(all, folder, plan);
    }
    return all;
  }

  private static void addresses(Configuration all, ClusterPlan.Ports ports) {
    all.set(RestOptions.ADDRESS, ClusterPlan.LOOPBACK);
    all.set(RestOptions.BIND_ADDRESS, ClusterPlan.LOOPBACK);
    all.set(RestOptions.PORT, ports.web());
    all.set(RestOptions.BIND_PORT, Integer.toString(ports.web()));
    all.set(JobManagerOptions.ADDRESS, ClusterPlan.LOOPBACK);
    all.set(JobManagerOptions.BIND_HOST, ClusterPlan.LOOPBACK);
    all.set(JobManagerOptions.PORT, ports.jobManager());
    all.set(TaskManagerOptions.HOST, ClusterPlan.LOOPBACK);
    all.set(TaskManagerOptions.BIND_HOST, ClusterPlan.LOOPBACK);
  }

  private static void directories(Configuration all, ClusterFolder folder) {
    String temporary = folder.temporary().toString();
    all.set(CoreOptions.TMP_DIRS, temporary);
    all.set(WebOptions.TMP_DIR, temporary);
    all.set(BlobServerOptions.STORAGE_DIRECTORY, temporary);
    all.set(ClusterOptions.PROCESS_WORKING_DIR_BASE, temporary);
    all.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.checkpoints().toUri().toString());
    all.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, folder.savepoints().toUri().toString());
  }

  private static void metrics(Configuration all) {
    String reporter = "metrics.reporter.prometheus.";
    all.setString("metrics.reporters", "prometheus");
    all.setString(reporter + "factory.class", LoopbackPrometheusFactory.class.getName());
    // Stages keep their names, hyphens and all: the rules name them so.
    all.setString(reporter + "filterLabelValueCharacters", "false");
  }

  private static void highAvailability(Configuration all, ClusterFolder folder, ClusterPlan plan) {
    all.set(HighAvailabilityOptions.HA_MODE, "zookeeper");
    all.set(
        HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM,
        ClusterPlan.LOOPBACK + ":" + plan.ports().zookeeper());
    all.set(HighAvailabilityOptions.HA_STORAGE_PATH, folder.highAvailability().toUri().toString());
    all.set(
        HighAvailabilityOptions.HA_JOB_MANAGER_PORT_RANGE,
        Integer.toString(plan.ports().jobManager()));
    // A killed JobManager stays the leader until its session ends: the default is a minute.
    all.set(HighAvailabilityOptions.ZOOKEEPER_SESSION_TIMEOUT, Duration.ofSeconds(8));
  }
}
