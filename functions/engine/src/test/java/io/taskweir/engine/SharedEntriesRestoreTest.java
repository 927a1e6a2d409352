package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.RestartedStage.Backend;
import io.taskweir.engine.Words.Line;
import java.time.Duration;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.state.rocksdb.RocksDBKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shared entries outlive restarts with their expiry, and are gone from disk in the end. */
class SharedEntriesRestoreTest {

  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static Stage<Line, String> stage() {
    return Workflow.named("words").stage("share-orders", new ShareOrders()).keyBy(Line::key);
  }

  @ParameterizedTest
  @EnumSource
  void entriesOutliveRestartsAndFollowTheirKeysWithTheirExpiry(Backend backend) throws Exception {
    try (var stage = new RestartedStage<>(stage().shares(LONGEST), Line.class, backend)) {
      for (int key = 0; key < 20; key++) {
        stage.send("a" + key, new Line("k" + key, "put x " + key + " 60000, put y 1 500000"));
      }
      stage.restart(3, Duration.ofSeconds(59));
      stage.send("b", new Line("k7", "get x"));
      stage.restart(1, Duration.ofSeconds(1));
      stage.send("c", new Line("k8", "get x, get y"));

      assertThat(stage.results()).containsExactly("x=7", "x=null", "y=1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatExpiredIsGarbageThatGoes(Backend backend) throws Exception {
    try (var stage = new RestartedStage<>(stage().shares(LONGEST), Line.class, backend)) {
      for (int key = 0; key < 20; key++) {
        stage.send("a" + key, new Line("k" + key, "put x 1 1000"));
      }
      stage.clock(LONGEST.toMillis() - 1);
      collectGarbage(stage, backend);
      assertThat(stage.subtasks.keysIn("shared")).isGreaterThanOrEqualTo(20);
      stage.clock(LONGEST.toMillis());
      collectGarbage(stage, backend);

      assertThat(stage.subtasks.keysIn("shared")).isLessThanOrEqualTo(1);
    }
  }

  /** RocksDB drops what has expired in a compaction; the heap does with some accesses to others. */
  private static void collectGarbage(RestartedStage<Line, String> stage, Backend backend)
      throws Exception {
    if (backend == Backend.HEAP) {
      for (int access = 0; access < 1_000; access++) {
        stage.send("g" + access, new Line("reader", "get x"));
      }
    } else {
      AbstractStreamOperator<?> operator =
          (AbstractStreamOperator<?>) stage.subtasks.all().get(0).getOperator();
      ((RocksDBKeyedStateBackend<?>) operator.getKeyedStateBackend())
          .compactState(
              new MapStateDescriptor<>("shared", Types.STRING, TypeInformation.of(Line.class)));
    }
  }
}
