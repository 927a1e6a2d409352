package io.taskweir.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.state.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.java.tuple.Tuple2;
import org.junit.jupiter.api.Test;

class ClaimedKeysTest {

  private static final Duration LIFETIME = Duration.ofSeconds(1);

  private final Set<TaskId> state = new LinkedHashSet<>();
  private int opened;
  private int closed;

  @Test
  void aFreshOneKnowsThatNothingIsClaimed() throws Exception {
    ClaimedKeys claimed = claimed(false);

    assertThat(claimed.mayHold(key(1))).isFalse();
    claimed.add(key(1));
    assertThat(claimed.mayHold(key(1))).isTrue();
    assertThat(claimed.mayHold(key(2))).isFalse();
    assertThat(opened).isZero();
  }

  @Test
  void holdsAllHoweverManyAreClaimed() throws Exception {
    ClaimedKeys claimed = claimed(false);
    int many = 200_000;
    IntStream.range(0, many).forEach(number -> claimed.add(key(number)));

    assertThat(IntStream.range(0, many).allMatch(number -> claimed.mayHold(key(number)))).isTrue();
    long wrong =
        IntStream.range(0, 100_000).filter(other -> claimed.mayHold(key(-1 - other))).count();
    assertThat(wrong).isLessThan(3_000);
  }

  @Test
  void aRestoredOneSaysMaybeUntilItHasGoneThroughState() throws Exception {
    IntStream.range(0, 10 * ClaimedKeys.STEP + 1).forEach(number -> state.add(key(number)));
    ClaimedKeys claimed = claimed(true);
    claimed.add(key(50_000));

    int steps = 0;
    while (claimed.mayHold(key(99_999))) {
      assertThat(claimed.mayHold(key(0))).isTrue();
      claimed.advance(0);
      steps++;
    }

    assertThat(steps).isEqualTo(11);
    assertThat(state).allMatch(claimed::mayHold);
    assertThat(claimed.mayHold(key(50_000))).isTrue();
    assertThat(closed).isEqualTo(opened).isEqualTo(1);
  }

  @Test
  void forgetsOnceALifetimeWhatHasExpired() throws Exception {
    ClaimedKeys claimed = claimed(false);
    IntStream.range(0, 100).forEach(number -> claimed.add(key(number)));
    IntStream.range(100, 101 + ClaimedKeys.STEP).forEach(number -> state.add(key(number)));
    state.forEach(claimed::add);

    claimed.advance(999);
    assertThat(opened).isZero();
    claimed.advance(1_000);
    claimed.add(key(3_000));
    assertThat(claimed.mayHold(key(0))).isTrue();
    claimed.advance(1_001);

    assertThat(IntStream.range(0, 100).noneMatch(number -> claimed.mayHold(key(number)))).isTrue();
    assertThat(state).allMatch(claimed::mayHold);
    assertThat(claimed.mayHold(key(3_000))).isTrue();
    claimed.advance(2_000);
    assertThat(opened).isEqualTo(1);
    claimed.advance(2_001);
    assertThat(opened).isEqualTo(2);
  }

  @Test
  void closesWhatItHasNotGoneThrough() throws Exception {
    IntStream.range(0, 2 * ClaimedKeys.STEP).forEach(number -> state.add(key(number)));
    ClaimedKeys claimed = claimed(true);
    claimed.advance(0);

    claimed.close();
    claimed.close();

    assertThat(closed).isEqualTo(1);
  }

  private ClaimedKeys claimed(boolean restored) throws Exception {
    return new ClaimedKeys(this::open, LIFETIME, restored, 0);
  }

  private Stream<Tuple2<Long, Long>> open() {
    opened++;
    List<Tuple2<Long, Long>> keys = new ArrayList<>();
    state.forEach(key -> keys.add(StageKeySelector.tuple(key)));
    return keys.stream().onClose(() -> closed++);
  }

  private static TaskId key(int number) {
    return TaskId.derive(Integer.toString(number));
  }
}
