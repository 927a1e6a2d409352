package io.taskweir.job;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The settings of Flink that Taskweir's promises rest on, made in code: on a cluster with its
 * defaults no checkpoint would ever be taken and no Kafka transaction committed. What depends on
 * the place (directories, memory, high availability) stays with the cluster.
 */
public final class Environment {

  /** Key groups, for good: state cannot be restored under another number. */
  public static final int MAX_PARALLELISM = 128;

  private static final int BUFFERS_A_CHECKPOINT = 20;
  private static final Duration LONGEST_IN_BUFFER = Duration.ofMillis(500);

  private Environment() {}

  /** The environment of this program, on a cluster or in this JVM, configured. */
  public static StreamExecutionEnvironment create(JobConfig config) {
    return configure(StreamExecutionEnvironment.getExecutionEnvironment(), config);
  }

  /** Configures an environment that somebody else made. */
  public static StreamExecutionEnvironment configure(
      StreamExecutionEnvironment environment, JobConfig config) {
    environment.configure(settings(config));
    config.find(Options.PARALLELISM).ifPresent(environment::setParallelism);
    refuseWithoutCheckpoints(environment);
    return environment;
  }

  /**
   * Ends the start of a job that takes no exactly-once checkpoints: it would read its input and
   * never commit a result.
   */
  public static void refuseWithoutCheckpoints(StreamExecutionEnvironment environment) {
    CheckpointConfig checkpoints = environment.getCheckpointConfig();
    if (!checkpoints.isCheckpointingEnabled()) {
      throw new ConfigException(
          "checkpoints are off; expected an interval: without them no Kafka transaction commits");
    }
    if (checkpoints.getCheckpointingConsistencyMode() != CheckpointingMode.EXACTLY_ONCE) {
      throw new ConfigException(
          "checkpoints are "
              + checkpoints.getCheckpointingConsistencyMode()
              + "; expected EXACTLY_ONCE: state and results would disagree after a restart");
    }
  }

  /**
   * What only a cluster can set, for whoever starts one: these are read by its processes and not
   * from a job.
   */
  public static Configuration clusterSettings() {
    var cluster = new Configuration();
    // Savepoints are always aligned; behind full buffers of a slow stage they pass their timeout.
    cluster.set(TaskManagerOptions.BUFFER_DEBLOAT_ENABLED, true);
    // The newest checkpoint may be the broken one.
    cluster.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 3);
    return cluster;
  }

  static Configuration settings(JobConfig config) {
    var settings = new Configuration();
    pipeline(settings, config);
    checkpoints(settings, config);
    state(settings);
    restarts(settings, config);
    return settings;
  }

  private static void pipeline(Configuration settings, JobConfig config) {
    // Kryo is slow and its bytes do not evolve: a type that would fall to it fails the start.
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    // A generated uid changes with the graph, and the state under it is lost in the next upgrade.
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    // Records are immutable, so copying them between chained stages buys nothing.
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    // Results wait for a checkpoint anyway, so a record may wait for others to fill a buffer.
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, bufferTimeout(config));
    // The number of key groups is in every savepoint and can never change.
    settings.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    // The dashboard shows what was set, under the job's configuration.
    settings.set(PipelineOptions.GLOBAL_JOB_PARAMETERS, config.shown());
  }

  /** Never so long that what waits for it, as a join does for its outcomes, gives it up. */
  private static Duration bufferTimeout(JobConfig config) {
    Duration share = config.get(Options.CHECKPOINT_INTERVAL).dividedBy(BUFFERS_A_CHECKPOINT);
    return share.compareTo(LONGEST_IN_BUFFER) < 0 ? share : LONGEST_IN_BUFFER;
  }

  private static void checkpoints(Configuration settings, JobConfig config) {
    // Offsets, state and Kafka transactions move forward together or not at all.
    settings.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    // Results become visible with a checkpoint: this is their latency.
    settings.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL, config.get(Options.CHECKPOINT_INTERVAL));
    // A job that does nothing but checkpoint makes no progress.
    settings.set(
        CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, config.get(Options.CHECKPOINT_PAUSE));
    // A checkpoint that hangs would hold its transactions open.
    settings.set(
        CheckpointingOptions.CHECKPOINTING_TIMEOUT, config.get(Options.CHECKPOINT_TIMEOUT));
    // A storage that hiccups is no reason to restart; one that stays away is.
    settings.set(
        CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, config.get(Options.CHECKPOINT_FAILURES));
    // A job cancelled by mistake can be resumed.
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // Under backpressure a barrier overtakes the records, ...
    settings.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
    // ... but only after waiting for them: overtaken records are part of the checkpoint.
    settings.set(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT, Duration.ofSeconds(10));
    // In a bounded run sources end first, and what they fed must still commit.
    settings.set(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH, true);
  }

  private static void state(Configuration settings) {
    // State may exceed memory, and expired entries go in compaction.
    settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    // Only what changed is uploaded: days of claims do not fit into an interval.
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    // Most claims are asked for once and are not there: a filter says so without reading a block.
    settings.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    // Filters and indexes of large state do not fit into the cache as a whole; their parts do.
    settings.set(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS, true);
  }

  private static void restarts(Configuration settings, JobConfig config) {
    // Broken infrastructure recovers, at once or after an hour: soon at first, then in patience.
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    // Most failures are gone when the tasks are back.
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        config.get(Options.RESTART_FIRST_DELAY));
    // Recovery is noticed within this time.
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        config.get(Options.RESTART_MAX_DELAY));
    // Few steps from the first delay to the longest.
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER, 2.0);
    // Several jobs do not come back in step to what they brought down.
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_JITTER_FACTOR, 0.2);
    // After this time without a failure the next one is a first one.
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        config.get(Options.RESTART_MAX_DELAY).multipliedBy(10));
    // Somebody waits for a bounded run, so it gives up; a cluster's job never does.
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS,
        config.get(Options.RESTART_ATTEMPTS));
  }
}
