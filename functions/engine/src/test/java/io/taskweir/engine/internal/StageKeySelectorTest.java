package io.taskweir.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.Key;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import org.apache.flink.api.java.tuple.Tuple2;
import org.junit.jupiter.api.Test;

class StageKeySelectorTest {

  private static final Key<String> TEXT = line -> line.isEmpty() ? null : line;

  private static Task<String> task(String tenant, String payload) {
    return Task.root(
        TaskId.ofCaller(tenant, "id-" + payload), tenant, 0, Task.NO_DEADLINE, null, payload);
  }

  private static TaskId id(Tuple2<Long, Long> key) {
    return new TaskId(key.f0, key.f1);
  }

  /** What an intake carries and what a task without it is keyed by are one key, and one state. */
  @Test
  void carriesTheKeyThatItWouldTakeFromThePayload() {
    for (boolean acrossTenants : new boolean[] {false, true}) {
      StageKeySelector<String> keys = StageKeySelector.byPayload(TEXT, acrossTenants);
      Task<String> task = task("blue", "house");
      Task<String> carrying = keys.carry(task);

      assertThat(carrying.key()).isEqualTo(id(keys.getKey(task)));
      assertThat(carrying.with("tree").key()).isEqualTo(carrying.key());
      assertThat(keys.carried().getKey(carrying.with("tree"))).isEqualTo(keys.getKey(task));
      assertThat(keys.carried().getKey(task)).isEqualTo(keys.getKey(task));
      assertThat(keys.carried().isMissing(carrying, carrying.key())).isFalse();
    }
  }

  @Test
  void carriesNoKeyWhereThereIsNone() {
    StageKeySelector<String> keys = StageKeySelector.byPayload(TEXT, false);
    Task<String> task = task("default", "");

    assertThat(keys.carry(task)).isEqualTo(task);
    assertThat(keys.carried().getKey(task)).isEqualTo(keys.getKey(task));
    assertThat(keys.carried().isMissing(task, id(keys.getKey(task)))).isTrue();
  }

  @Test
  void carriesNothingThatTheEnvelopeHasAnyway() {
    StageKeySelector<String> byId = StageKeySelector.byId();
    Task<String> task = task("default", "house");

    assertThat(byId.carry(task)).isEqualTo(task);
    assertThat(byId.carried()).isSameAs(byId);
  }
}
