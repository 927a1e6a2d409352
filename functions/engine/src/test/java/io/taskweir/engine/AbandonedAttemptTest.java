package io.taskweir.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An attempt that ignores its interrupt is abandoned after a second, and reaches nothing any more.
 */
class AbandonedAttemptTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  @BeforeEach
  void begin() {
    TakeTime.begin();
  }

  @AfterEach
  void end() {
    TakeTime.end();
  }

  @Test
  void aTaskThatIgnoresItsInterruptIsAbandonedAndReplaced() throws Exception {
    try (var stage = TakeTime.stage(1, TIMEOUT)) {
      TakeTime.send(stage, "write");
      TakeTime.send(stage, "ignore-interrupts");
      assertThat(stage.deadLetters()).hasSize(1);
      TakeTime.send(stage, "run");

      assertThat(stage.results()).containsExactly("done");
      assertThat(TakeTime.THREADS.get(1))
          .isSameAs(TakeTime.THREADS.get(0))
          .isNotSameAs(TakeTime.THREADS.get(2));
      assertThat(TakeTime.INSTANCES.get(2))
          .as("a fresh, opened copy")
          .isNotNull()
          .isNotSameAs(TakeTime.INSTANCES.get(1));
    }
  }

  @Test
  void whatAnAbandonedAttemptDoesLateHasNoEffect() throws Exception {
    try (var stage = TakeTime.stage(1, TIMEOUT)) {
      TakeTime.send(stage, "write");
      TakeTime.send(stage, "ignore-interrupts");
      TakeTime.release();
      await().atMost(30, SECONDS).until(() -> TakeTime.THROWN.size() == 5);
      TakeTime.send(stage, "read");

      assertThat(TakeTime.THROWN.subList(1, 4))
          .hasOnlyElementsOfType(IllegalStateException.class)
          .allSatisfy(
              late -> assertThat(late).hasMessage("this attempt has ended; its context is closed"));
      assertThat(stage.results()).containsExactly("in time");
      await().atMost(30, SECONDS).until(() -> !TakeTime.THREADS.get(1).isAlive());
    }
  }

  @Test
  void eightAbandonedThreadsFailTheJobWithTheTasksName() throws Exception {
    try (var stage = TakeTime.stage(1, Duration.ofMillis(1))) {
      for (int i = 0; i < 7; i++) {
        TakeTime.send(stage, "ignore-interrupts");
      }

      assertThatThrownBy(() -> TakeTime.send(stage, "ignore-interrupts"))
          .hasMessage(
              "stage take-time: task io.taskweir.engine.TakeTime left 8 threads that do not end"
                  + " when interrupted");
    }
  }

  @Test
  void abandonedThreadsThatEndedInTheMeantimeDoNotCount() throws Exception {
    try (var stage = TakeTime.stage(1, Duration.ofMillis(1))) {
      for (int i = 0; i < 4; i++) {
        TakeTime.send(stage, "ignore-interrupts");
      }
      TakeTime.release();
      await().atMost(30, SECONDS).until(() -> TakeTime.THREADS.stream().noneMatch(Thread::isAlive));
      TakeTime.begin();
      for (int i = 0; i < 5; i++) {
        TakeTime.send(stage, "ignore-interrupts");
      }

      assertThat(stage.account("dead")).isEqualTo(9);
    }
  }
}
