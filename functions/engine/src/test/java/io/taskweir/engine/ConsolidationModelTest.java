package io.taskweir.engine;

import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

/** The consolidation against its model, over random schedules; see {@link Seeds} to run one. */
class ConsolidationModelTest {

  @Test
  void saysWhatItsModelSaysOnTheHeap() {
    Seeds.usually(400).run(seed -> new ConsolidationSchedule(seed, null));
  }

  @Test
  void saysWhatItsModelSaysOnRocksDb() {
    Seeds.usually(8)
        .run(seed -> new ConsolidationSchedule(seed, new EmbeddedRocksDBStateBackend()));
  }
}
