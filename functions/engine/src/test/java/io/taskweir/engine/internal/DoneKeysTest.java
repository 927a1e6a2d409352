package io.taskweir.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.state.Claim;
import io.taskweir.state.TaskId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DoneKeysTest {

  private static final TaskId KEY = TaskId.derive("key");
  private static final TaskId FIRST = TaskId.derive("first");
  private static final long MEMORY = 10_000_000;

  private final DoneKeys done = new DoneKeys(MEMORY, true);

  @Test
  void knowsNothingAtFirst() {
    assertThat(done.get(KEY, 0)).isNull();
  }

  @Test
  void knowsAKeyUntilItsClaimExpires() {
    done.put(KEY, FIRST, 1_000);

    assertThat(done.get(KEY, 999)).isEqualTo(Claim.of(true, FIRST, null));
    assertThat(done.get(KEY, 1_000)).isNull();
  }

  @Test
  void takesAKeyThatIsDoneAgainAnew() {
    TaskId second = TaskId.derive("second");
    done.put(KEY, FIRST, 1_000);
    done.put(KEY, second, 2_000);

    assertThat(done.get(KEY, 1_500)).isEqualTo(Claim.of(true, second, null));
  }

  @Test
  void tellsKeysOfOnePlaceApart() {
    done.put(new TaskId(1, 7), FIRST, 1_000);

    assertThat(done.get(new TaskId(2, 7), 0)).isNull();
    assertThat(done.get(new TaskId(1, 8), 0)).isNull();
  }

  @Test
  void knowsThatAKeyIsDoneWhereNobodyAsksByWhom() {
    DoneKeys nameless = new DoneKeys(MEMORY, false);
    nameless.put(KEY, FIRST, 1_000);

    assertThat(nameless.get(KEY, 999)).extracting(Claim::done).isEqualTo(true);
    assertThat(nameless.get(KEY, 1_000)).isNull();
    assertThat(nameless.get(FIRST, 0)).isNull();
  }

  @Test
  void holdsMoreKeysInTheSameMemoryWhereNobodyAsksByWhom() {
    assertThat(done.most()).isEqualTo(250_000);
    assertThat(new DoneKeys(MEMORY, false).most()).isEqualTo(416_666);
    assertThat(new DoneKeys(0, false).most()).isEqualTo(1_024);
  }

  /** Whatever it forgets, what it says is so; and it keeps about as many as it has places. */
  @Test
  void saysNothingThatIsNotSoHoweverManyAreDone() {
    assertSaysWhatIsSo(new DoneKeys(1_000_000, true), true);
    assertSaysWhatIsSo(new DoneKeys(1_000_000, false), false);
  }

  private static void assertSaysWhatIsSo(DoneKeys done, boolean keepsFirsts) {
    var random = new Random(42);
    Map<TaskId, TaskId> all = new HashMap<>();
    for (int number = 0; number < 200_000; number++) {
      var key = new TaskId(random.nextLong(), random.nextLong());
      var first = new TaskId(random.nextLong(), number);
      all.put(key, first);
      done.put(key, first, 1_000);
      assertThat(done.get(key, 999)).isNotNull();
    }

    int known = 0;
    for (Map.Entry<TaskId, TaskId> one : all.entrySet()) {
      Claim claim = done.get(one.getKey(), 0);
      if (claim != null && keepsFirsts) {
        assertThat(claim).isEqualTo(Claim.of(true, one.getValue(), null));
      }
      known += claim == null ? 0 : 1;
      assertThat(done.get(new TaskId(one.getKey().high() + 1, one.getKey().low()), 0)).isNull();
    }
    assertThat(known).isBetween(done.most() * 99 / 100, done.most());
  }

  @Test
  void losesNextToNothingWhileHalfOfItIsFree() {
    DoneKeys room = new DoneKeys(1_000_000, false);
    var random = new Random(42);
    List<TaskId> all =
        Stream.generate(() -> new TaskId(random.nextLong(), random.nextLong()))
            .limit(room.most() / 2)
            .toList();

    all.forEach(key -> room.put(key, FIRST, 1_000));

    assertThat(all.stream().filter(key -> room.get(key, 0) != null).count())
        .isGreaterThan(all.size() * 98L / 100);
  }

  @Test
  void takesAShareOfTheHeapAndNeverALargeOne() {
    assertThat(DoneKeys.share(1_000_000_000, 2)).isEqualTo(25_000_000);
    assertThat(DoneKeys.share(32_000_000_000L, 4)).isEqualTo(64_000_000);
  }

  /** All in the same few places: what is done first goes first. */
  @Test
  void forgetsTheOldest() {
    for (int number = 0; number < 9; number++) {
      done.put(new TaskId(number, 7), FIRST, 1_000 + number);
    }

    assertThat(done.get(new TaskId(0, 7), 0)).isNull();
    for (int number = 1; number < 9; number++) {
      assertThat(done.get(new TaskId(number, 7), 0)).as("%d", number).isNotNull();
    }
  }
}
