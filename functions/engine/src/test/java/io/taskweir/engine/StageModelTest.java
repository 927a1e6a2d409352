package io.taskweir.engine;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.LongStream;
import javax.annotation.Nullable;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

/**
 * The stage against its model, over random schedules that are drawn from a seed. {@code
 * -Dtaskweir.seed=N} runs a failed one again, {@code -Dtaskweir.schedules=N} as many as one likes.
 */
class StageModelTest {

  private static final int ON_HEAP = 2_500;
  private static final int ON_ROCKSDB = 60;
  private static final Duration STUCK = Duration.ofSeconds(60);

  @Test
  void saysWhatItsModelSaysOnTheHeap() {
    seeds(ON_HEAP).forEach(seed -> run(seed, null));
  }

  @Test
  void saysWhatItsModelSaysOnRocksDb() {
    seeds(ON_ROCKSDB).forEach(seed -> run(seed, new EmbeddedRocksDBStateBackend()));
  }

  private static LongStream seeds(int usual) {
    Long one = Long.getLong("taskweir.seed");
    return one != null
        ? LongStream.of(one)
        : LongStream.range(0, Integer.getInteger("taskweir.schedules", usual));
  }

  private static void run(long seed, @Nullable StateBackend backend) {
    StageSchedule schedule = new StageSchedule(seed, backend);
    try {
      assertTimeoutPreemptively(STUCK, schedule::run);
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "taskweir.seed=" + seed + ": " + e.getMessage() + "\nafter " + schedule.describe(), e);
    }
  }
}
