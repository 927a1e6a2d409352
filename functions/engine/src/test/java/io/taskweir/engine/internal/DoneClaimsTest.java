package io.taskweir.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.state.Claim;
import io.taskweir.state.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;

class DoneClaimsTest {

  private static final TaskId KEY = TaskId.derive("key");
  private static final Claim FIRST = claim("first", null);
  private static final Claim SECOND = claim("second", null);
  private static final long MEMORY = 10_000_000;
  private static final Duration LIFETIME = Duration.ofSeconds(1);
  private static final int KEY_GROUPS = 128;

  /** What has been put into state, in that order. */
  private final List<Tuple2<Long, Long>> order = new ArrayList<>();

  private final Map<TaskId, Claim> state = new HashMap<>();
  private final DoneClaims done = claims(MEMORY, true, false);

  private DoneClaims claims(long memory, boolean keepsFirsts, boolean keepsContent) {
    return new DoneClaims(
        memory, keepsFirsts, keepsContent, LIFETIME, KEY_GROUPS, this::putIntoState);
  }

  private void putIntoState(Tuple2<Long, Long> key, Claim claim) {
    order.add(key);
    state.put(new TaskId(key.f0, key.f1), claim);
  }

  private static Claim claim(String first, Long content) {
    TaskId id = TaskId.derive(first);
    return new Claim(true, id.high(), id.low(), content, null);
  }

  private static TaskId random(Random random) {
    return new TaskId(random.nextLong(), random.nextLong());
  }

  @Test
  void knowsNothingAtFirst() throws Exception {
    done.forget(KEY);
    done.write();

    assertThat(done.get(KEY, 0)).isNull();
    assertThat(done.get(new TaskId(0, 0), 0)).isNull();
    assertThat(state).isEmpty();
  }

  @Test
  void knowsAKeyUntilItsClaimExpires() throws Exception {
    done.put(KEY, FIRST, 0);

    assertThat(done.get(KEY, 999)).isEqualTo(FIRST);
    assertThat(done.get(KEY, 1_000)).isNull();
  }

  @Test
  void takesAKeyThatIsDoneAgainAnew() throws Exception {
    done.put(KEY, FIRST, 0);
    done.put(KEY, SECOND, 1_000);

    assertThat(done.get(KEY, 1_500)).isEqualTo(SECOND);
    done.write();
    assertThat(order).hasSize(1);
    assertThat(state).containsEntry(KEY, SECOND.since(1_000));
  }

  @Test
  void tellsKeysOfOnePlaceApart() throws Exception {
    done.put(new TaskId(1, 7), FIRST, 0);

    assertThat(done.get(new TaskId(2, 7), 0)).isNull();
    assertThat(done.get(new TaskId(1, 8), 0)).isNull();
  }

  @Test
  void knowsThatAKeyIsDoneWhereNobodyAsksByWhom() throws Exception {
    DoneClaims nameless = claims(MEMORY, false, false);
    nameless.put(KEY, Claim.DONE, 0);

    assertThat(nameless.get(KEY, 999)).isEqualTo(Claim.DONE);
    assertThat(nameless.get(KEY, 1_000)).isNull();
    assertThat(nameless.get(TaskId.derive("other"), 0)).isNull();
    nameless.write();
    assertThat(state).containsExactly(Map.entry(KEY, Claim.DONE.since(0)));
  }

  @Test
  void knowsTheContentWhereItIsAsked() throws Exception {
    DoneClaims withContent = claims(MEMORY, true, true);
    Claim claim = claim("first", 42L);
    withContent.put(KEY, claim, 5);

    assertThat(withContent.get(KEY, 999)).isEqualTo(claim);
    withContent.write();
    assertThat(state).containsExactly(Map.entry(KEY, claim.since(5)));
  }

  @Test
  void holdsMoreKeysInTheSameMemoryTheLessIsAsked() {
    assertThat(claims(MEMORY, true, true).most()).isEqualTo(208_333);
    assertThat(done.most()).isEqualTo(250_000);
    assertThat(claims(MEMORY, false, false).most()).isEqualTo(416_666);
    assertThat(claims(0, false, false).most()).isEqualTo(8);
  }

  @Test
  void isWrittenOnce() throws Exception {
    done.put(KEY, FIRST, 10);
    assertThat(state).isEmpty();
    done.write();
    done.write();

    assertThat(order).hasSize(1);
    assertThat(state).containsExactly(Map.entry(KEY, FIRST.since(10)));
    assertThat(done.get(KEY, 10)).isEqualTo(FIRST);
  }

  @Test
  void isNotWrittenOnceItIsForgotten() throws Exception {
    done.put(KEY, FIRST, 0);
    done.forget(KEY);

    assertThat(done.get(KEY, 0)).isNull();
    done.write();
    assertThat(state).isEmpty();
  }

  @Test
  void isWrittenWhereItIsDoneAgainAfterItWasForgotten() throws Exception {
    done.put(KEY, FIRST, 0);
    done.forget(KEY);
    done.put(KEY, SECOND, 5);

    assertThat(done.get(KEY, 5)).isEqualTo(SECOND);
    done.write();
    assertThat(order).hasSize(1);
    assertThat(state).containsExactly(Map.entry(KEY, SECOND.since(5)));
  }

  @Test
  void goesIntoStateInTheOrderOfItsKeys() throws Exception {
    var random = new Random(42);
    for (int number = 0; number < 10_000; number++) {
      done.put(random(random), FIRST, 0);
    }
    order.clear();
    for (int number = 0; number < 5_000; number++) {
      done.put(random(random), FIRST, 0);
    }
    done.write();

    List<Tuple2<Integer, String>> keys =
        order.stream()
            .map(
                key ->
                    Tuple2.of(
                        KeyGroupRangeAssignment.assignToKeyGroup(key, KEY_GROUPS),
                        new TaskId(key.f0, key.f1).hex()))
            .toList();
    assertThat(keys).hasSizeGreaterThan(4_000);
    assertThat(keys)
        .isSortedAccordingTo(
            (left, right) ->
                left.f0.equals(right.f0) ? left.f1.compareTo(right.f1) : left.f0 - right.f0);
  }

  /**
   * Whatever it forgets, what it says is so and the rest is in state; and it keeps about as many as
   * it has places.
   */
  @Test
  void losesNothingHoweverManyAreDone() throws Exception {
    assertLosesNothing(claims(1_000_000, true, false), true);
    state.clear();
    assertLosesNothing(claims(1_000_000, false, false), false);
  }

  private void assertLosesNothing(DoneClaims done, boolean keepsFirsts) throws Exception {
    var random = new Random(42);
    Map<TaskId, Claim> all = new HashMap<>();
    for (int number = 0; number < 200_000; number++) {
      TaskId key = random(random);
      Claim claim = keepsFirsts ? Claim.of(true, random(random), null) : Claim.DONE;
      all.put(key, claim);
      done.put(key, claim, 0);
      assertThat(done.get(key, 999)).isEqualTo(claim);
    }

    int known = 0;
    for (Map.Entry<TaskId, Claim> one : all.entrySet()) {
      Claim claim = done.get(one.getKey(), 0);
      assertThat(claim).isIn(null, one.getValue());
      known += claim == null ? 0 : 1;
      assertThat(claim != null || state.containsKey(one.getKey())).isTrue();
      assertThat(done.get(new TaskId(one.getKey().high() + 1, one.getKey().low()), 0)).isNull();
    }
    assertThat(known).isBetween(done.most() * 9 / 10, done.most());
    done.write();
    all.replaceAll((key, claim) -> claim.since(0));
    assertThat(state).isEqualTo(all);
  }

  @Test
  void losesNothingInNextToNoMemory() throws Exception {
    for (long memory : List.of(0L, 400L, 800L)) {
      state.clear();
      assertLosesNothing(claims(memory, true, false), true);
    }
  }

  @Test
  void losesNextToNothingWhileHalfOfItIsFree() throws Exception {
    DoneClaims room = claims(1_000_000, false, false);
    var random = new Random(42);
    List<TaskId> all = Stream.generate(() -> random(random)).limit(room.most() / 2).toList();

    for (TaskId key : all) {
      room.put(key, Claim.DONE, 0);
    }

    assertThat(all.stream().filter(key -> room.get(key, 0) != null).count())
        .isGreaterThan(all.size() * 98L / 100);
  }

  /** All in the same few places: what is done first goes first, and not before it is written. */
  @Test
  void forgetsTheOldestAndWritesItBefore() throws Exception {
    for (int number = 0; number < 9; number++) {
      done.put(new TaskId(number, 7), FIRST, number);
    }

    assertThat(done.get(new TaskId(0, 7), 0)).isNull();
    assertThat(state).containsKey(new TaskId(0, 7));
    for (int number = 1; number < 9; number++) {
      assertThat(done.get(new TaskId(number, 7), 0)).as("%d", number).isEqualTo(FIRST);
    }
  }

  @Test
  void takesAShareOfTheHeapAndNeverALargeOne() {
    assertThat(Claims.share(1_000_000_000, 2)).isEqualTo(25_000_000);
    assertThat(Claims.share(32_000_000_000L, 4)).isEqualTo(64_000_000);
  }
}
