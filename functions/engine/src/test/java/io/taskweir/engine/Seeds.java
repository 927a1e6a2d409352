package io.taskweir.engine;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * Which random schedules a model test runs: always the same ones, so that a build that fails fails
 * again. {@code -Dtaskweir.seed=N} runs one alone, {@code -Dtaskweir.schedules=N} as many as one
 * likes.
 */
final class Seeds {

  private static final Duration STUCK = Duration.ofSeconds(30);

  private final LongStream seeds;

  private Seeds(LongStream seeds) {
    this.seeds = seeds;
  }

  /** Something that runs from a seed and can say what it has done. */
  interface Schedule {
    void run() throws Exception;

    String describe();
  }

  /** As many as {@code number}, unless the command line says otherwise. */
  static Seeds usually(int number) {
    Long one = Long.getLong("taskweir.seed");
    return new Seeds(
        one != null
            ? LongStream.of(one)
            : LongStream.range(0, Integer.getInteger("taskweir.schedules", number)));
  }

  /** Runs each; the first that fails is named with its seed and with what it did. */
  void run(LongFunction<? extends Schedule> schedules) {
    seeds.forEach(seed -> run(seed, schedules.apply(seed)));
  }

  private static void run(long seed, Schedule schedule) {
    try {
      assertTimeoutPreemptively(STUCK, schedule::run);
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "taskweir.seed=" + seed + ": " + e.getMessage() + "\nafter " + schedule.describe(), e);
    }
  }
}
