package io.taskweir.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.state.TaskId;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFilterTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 1 << 10, 1 << 14, 1 << 16})
  void holdsWhatWasPutInAndLittleElse(int capacity) {
    var filter = new KeyFilter(capacity);
    for (int number = 0; number < capacity; number++) {
      assertThat(filter.isFull()).isFalse();
      filter.add(key(number));
      filter.add(key(number));
    }

    assertThat(IntStream.range(0, capacity).allMatch(number -> filter.mayHold(key(number))))
        .isTrue();
    long wrong =
        IntStream.range(0, 100_000).filter(other -> filter.mayHold(key(-1 - other))).count();
    assertThat(wrong).isLessThan(1_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1 << 14})
  void holdsNothingAtFirst(int capacity) {
    var filter = new KeyFilter(capacity);

    assertThat(IntStream.range(0, 1_000).noneMatch(number -> filter.mayHold(key(number)))).isTrue();
    assertThat(filter.mayHold(new TaskId(0, 0))).isFalse();
  }

  private static TaskId key(int number) {
    return TaskId.derive(Integer.toString(number));
  }
}
