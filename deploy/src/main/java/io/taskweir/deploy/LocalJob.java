package io.taskweir.deploy;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.util.OptionalFailure;
import org.apache.flink.util.SerializedValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job on the {@link LocalCluster}: its end, and what it counts while it runs. */
public final class LocalJob {

  private static final Logger LOG = LoggerFactory.getLogger(LocalJob.class);

  private final MiniCluster cluster;
  private final JobID id;
  private final CompletableFuture<JobResult> ended;
  private long requested = System.nanoTime();
  private CompletableFuture<Void> checkpoint = CompletableFuture.completedFuture(null);

  LocalJob(MiniCluster cluster, JobID id) {
    this.cluster = cluster;
    this.id = id;
    this.ended = cluster.requestJobResult(id);
  }

  /** Its id, as in the dashboard's address. */
  public JobID id() {
    return id;
  }

  /** Completes when the job has ended, well or not. */
  public CompletableFuture<JobResult> ended() {
    return ended.copy();
  }

  /**
   * The counters of a job that has ended well, exact.
   *
   * @throws Exception what made the job fail
   */
  public Map<String, Long> finalCounts() throws Exception {
    JobExecutionResult result = ended.get().toJobExecutionResult(getClass().getClassLoader());
    var counts = new HashMap<String, Long>();
    result.getAllAccumulatorResults().forEach((name, value) -> put(counts, name, value));
    return counts;
  }

  /** The counters as of about a second ago, for a person to look at. */
  public Map<String, Long> counts() throws Exception {
    var counts = new HashMap<String, Long>();
    for (var entry : graph().getAccumulatorsSerialized().entrySet()) {
      put(counts, entry.getKey(), value(entry.getValue()));
    }
    return counts;
  }

  /**
   * How often the job was restarted: the highest attempt of any task, since all of a pipelined job
   * restarts together.
   */
  public int restarts() throws Exception {
    int most = 0;
    for (AccessExecutionVertex vertex : graph().getAllExecutionVertices()) {
      most = Math.max(most, vertex.getCurrentExecutionAttempt().getAttemptNumber());
    }
    return most;
  }

  /** What Flink remembers of its checkpoints, also after its end. */
  public CheckpointStatsSnapshot checkpoints() throws Exception {
    return graph().getCheckpointStatsSnapshot();
  }

  /** Asks for a checkpoint, not more often than every second and never for two at a time. */
  public void requestCheckpoint() {
    long now = System.nanoTime();
    if (checkpoint.isDone() && now - requested >= TimeUnit.SECONDS.toNanos(1)) {
      requested = now;
      checkpoint =
          cluster
              .triggerCheckpoint(id)
              .handle(
                  (path, failure) -> {
                    // Declined where the job is just ending: the interval will bring the next one.
                    LOG.debug("checkpoint {}", path, failure);
                    return null;
                  });
    }
  }

  /** Takes a checkpoint now, and says where it lies; it is kept when the job is cancelled. */
  public String checkpoint() throws Exception {
    return cluster.triggerCheckpoint(id).get();
  }

  /** Cancels the job and waits for its end. */
  public void cancel() throws Exception {
    cluster.cancelJob(id).get();
    ended.get();
  }

  /** When the last of all tasks began to run, in epoch milliseconds; 0 while one does not. */
  public long runningSince() throws Exception {
    long last = 0;
    for (AccessExecutionVertex vertex : graph().getAllExecutionVertices()) {
      if (vertex.getExecutionState() != ExecutionState.RUNNING) {
        return 0;
      }
      last = Math.max(last, vertex.getStateTimestamp(ExecutionState.RUNNING));
    }
    return last;
  }

  private AccessExecutionGraph graph() throws Exception {
    try {
      return cluster.getExecutionGraph(id).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private Object value(SerializedValue<OptionalFailure<Object>> serialized) throws Exception {
    return serialized.deserializeValue(getClass().getClassLoader()).getUnchecked();
  }

  private static void put(Map<String, Long> counts, String name, Object value) {
    if (value instanceof Long count) {
      counts.put(name, count);
    }
  }
}
