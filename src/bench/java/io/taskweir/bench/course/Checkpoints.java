package io.taskweir.bench.course;

import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;

/**
 * The checkpoints of a heat.
 *
 * @param number how many were completed
 * @param stateBytes the largest state that one of them held, in bytes
 * @param medianMillis how long one took, from its trigger to its last acknowledgement
 * @param restoreMillis how long it took from submitting a job with that state until all of its
 *     tasks ran; 0 where none was restored
 */
public record Checkpoints(int number, long stateBytes, long medianMillis, long restoreMillis) {

  /** Of a program that takes none. */
  public static final Checkpoints NONE = new Checkpoints(0, 0, 0, 0);

  /** Those that Flink has kept count of. */
  static Checkpoints of(CheckpointStatsSnapshot snapshot) {
    List<CompletedCheckpointStats> completed =
        snapshot.getHistory().getCheckpoints().stream()
            .filter(CompletedCheckpointStats.class::isInstance)
            .map(CompletedCheckpointStats.class::cast)
            .toList();
    if (completed.isEmpty()) {
      return NONE;
    }
    long[] millis =
        completed.stream()
            .mapToLong(AbstractCheckpointStats::getEndToEndDuration)
            .sorted()
            .toArray();
    LongStream sizes = completed.stream().mapToLong(AbstractCheckpointStats::getStateSize);
    return new Checkpoints(completed.size(), sizes.max().orElse(0), millis[millis.length / 2], 0);
  }

  /** The same of a heat that ended with a restore. */
  Checkpoints restoredIn(long millis) {
    return new Checkpoints(number, stateBytes, medianMillis, millis);
  }
}
