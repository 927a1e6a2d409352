package io.taskweir.engine;

import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

/** Triggers against their model, over random schedules; see {@link Seeds} for how to run one. */
class CollectModelTest {

  @Test
  void saysWhatItsModelSaysOnTheHeap() {
    Seeds.usually(600).run(seed -> new CollectSchedule(seed, null));
  }

  @Test
  void saysWhatItsModelSaysOnRocksDb() {
    Seeds.usually(10).run(seed -> new CollectSchedule(seed, new EmbeddedRocksDBStateBackend()));
  }
}
