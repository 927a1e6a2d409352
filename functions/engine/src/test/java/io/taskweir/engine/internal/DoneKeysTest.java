package io.taskweir.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.state.TaskId;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DoneKeysTest {

  private static final TaskId KEY = TaskId.derive("key");
  private static final TaskId FIRST = TaskId.derive("first");

  private final DoneKeys done = new DoneKeys();

  @Test
  void knowsNothingAtFirst() {
    assertThat(done.first(KEY, 0)).isNull();
  }

  @Test
  void knowsAKeyUntilItsClaimExpires() {
    done.put(KEY, FIRST, 1_000);

    assertThat(done.first(KEY, 999)).isEqualTo(FIRST);
    assertThat(done.first(KEY, 1_000)).isNull();
  }

  @Test
  void takesAKeyThatIsDoneAgainAnew() {
    TaskId second = TaskId.derive("second");
    done.put(KEY, FIRST, 1_000);
    done.put(KEY, second, 2_000);

    assertThat(done.first(KEY, 1_500)).isEqualTo(second);
  }

  @Test
  void tellsKeysOfOnePlaceApart() {
    done.put(new TaskId(1, 7), FIRST, 1_000);

    assertThat(done.first(new TaskId(2, 7), 0)).isNull();
    assertThat(done.first(new TaskId(1, 7 + DoneKeys.MOST), 0)).isNull();
  }

  /** Whatever it forgets, what it says is so; and it keeps about as many as it has places. */
  @Test
  void saysNothingThatIsNotSoHoweverManyAreDone() {
    var random = new Random(42);
    Map<TaskId, TaskId> all = new HashMap<>();
    for (int number = 0; number < 1_000_000; number++) {
      var key = new TaskId(random.nextLong(), random.nextLong());
      var first = new TaskId(random.nextLong(), number);
      all.put(key, first);
      done.put(key, first, 1_000);
    }

    int known = 0;
    for (Map.Entry<TaskId, TaskId> one : all.entrySet()) {
      TaskId first = done.first(one.getKey(), 0);
      assertThat(first == null || first.equals(one.getValue())).isTrue();
      known += first == null ? 0 : 1;
    }
    assertThat(known).isBetween(DoneKeys.MOST * 9 / 10, DoneKeys.MOST);
  }
}
