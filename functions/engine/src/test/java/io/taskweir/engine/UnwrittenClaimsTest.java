package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.RestartedStage.Backend;
import io.taskweir.engine.Words.Count;
import io.taskweir.engine.Words.Line;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Claims that are done and go into RocksDB later, many at once. */
class UnwrittenClaimsTest {

  private static final Duration TTL = Duration.ofMinutes(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Enough for a hundred claims, not for two hundred. */
  private static final long MEMORY = 20_000;

  private static RestartedStage<Line, Count> open(Stage<Line, Count> stage) throws Exception {
    return new RestartedStage<>(stage, Line.class, Backend.ROCKS_DB);
  }

  private static Stage<Line, Count> stage(long memory) {
    return Workflow.named("words")
        .stage("count-words", new Words())
        .keyBy(Line::key)
        .settings(StageSettings.DEFAULTS.withClaimMemory(memory));
  }

  private static Stage<Line, Count> once(long memory) {
    return stage(memory).once(TTL);
  }

  private static void sendAll(RestartedStage<Line, Count> stage, String run, int keys)
      throws Exception {
    for (int key = 0; key < keys; key++) {
      stage.send(run + key, new Line("k" + key, "one"));
    }
  }

  @Test
  void areInStateAtABarrier() throws Exception {
    try (var stage = open(once(0))) {
      sendAll(stage, "a", 50);
      assertThat(stage.subtasks.keysIn("claim")).isZero();
      stage.subtasks.snapshot();

      assertThat(stage.subtasks.keysIn("claim")).isEqualTo(50);
    }
  }

  @Test
  void goIntoStateBeforeItWhereTheyAreMany() throws Exception {
    try (var stage = open(once(MEMORY))) {
      sendAll(stage, "a", 1_000);
      assertThat(stage.subtasks.keysIn("claim")).isBetween(800L, 1_000L);
      sendAll(stage, "b", 1_000);
      stage.restart(2, MINUTE);
      sendAll(stage, "c", 1_000);

      assertThat(stage.results()).hasSize(1_000);
      assertThat(stage.account("suppressed")).isEqualTo(2_000);
    }
  }

  @Test
  void liveAsLongAsIfTheyHadBeenWrittenAtOnce() throws Exception {
    try (var stage = open(once(0))) {
      stage.send("a", new Line("k", "one"));
      stage.clock(TTL.toMillis() - 10);
      stage.restart(1, Duration.ofMillis(9));
      stage.send("b", new Line("k", "one"));
      assertThat(stage.results()).hasSize(1);
      stage.clock(TTL.toMillis());
      stage.send("c", new Line("k", "one"));

      assertThat(stage.results()).hasSize(2);
    }
  }

  /** As for any state: a lifetime counts as it is declared now. */
  @Test
  void liveLongerWhereTheirLifetimeBecomesLonger() throws Exception {
    Subtasks.Snapshot snapshot;
    try (var stage = open(once(0))) {
      stage.send("a", new Line("k", "one"));
      stage.clock(MINUTE.toMillis());
      snapshot = stage.subtasks.snapshot();
    }
    try (var stage = open(stage(0).once(TTL.multipliedBy(2)))) {
      stage.subtasks.start(1, TTL.multipliedBy(2).toMillis() - 1, snapshot);
      stage.send("b", new Line("k", "one"));
      assertThat(stage.results()).isEmpty();
      stage.clock(TTL.multipliedBy(2).toMillis());
      stage.send("c", new Line("k", "one"));

      assertThat(stage.results()).hasSize(1);
    }
  }

  /** The outputs are stored after the claim; they must not go to the last key that was written. */
  @Test
  void leaveTheCurrentKeyAsItWas() throws Exception {
    try (var stage = open(stage(MEMORY / 10).memoize(TTL))) {
      sendAll(stage, "a", 100);
      stage.restart(1, MINUTE);
      sendAll(stage, "b", 100);

      assertThat(stage.results()).hasSize(200);
      assertThat(stage.results().subList(100, 200)).isEqualTo(stage.results().subList(0, 100));
      assertThat(stage.account("succeeded")).isEqualTo(100);
    }
  }

  /** What has ended may still be held when its key fails and waits. */
  @Test
  void giveWayToAClaimThatIsNotDone() throws Exception {
    try (var stage = open(once(0))) {
      stage.send("a", new Line("k", "one"));
      stage.clock(TTL.toMillis());
      stage.send("b", new Line("k", "fail-until:2"));
      stage.send("c", new Line("k", "one"));
      stage.restart(1, Duration.ZERO);
      stage.advance(Duration.ofSeconds(2));

      assertThat(stage.results()).containsExactly(new Count("k", 1), new Count("k", 1));
      assertThat(stage.account("suppressed")).isEqualTo(1);
    }
  }
}
