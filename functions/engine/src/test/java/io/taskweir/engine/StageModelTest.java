package io.taskweir.engine;

import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

/** The stage against its model, over random schedules; see {@link Seeds} for how to run one. */
class StageModelTest {

  @Test
  void saysWhatItsModelSaysOnTheHeap() {
    Seeds.usually(2_000).run(seed -> new StageSchedule(seed, null));
  }

  @Test
  void saysWhatItsModelSaysOnRocksDb() {
    Seeds.usually(60).run(seed -> new StageSchedule(seed, new EmbeddedRocksDBStateBackend()));
  }
}
