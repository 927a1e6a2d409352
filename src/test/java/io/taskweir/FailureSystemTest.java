package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.Letter.Fate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The email workflow while its job crashes again and again: what comes out is what comes out of an
 * undisturbed run, each verdict, dead letter and event once, and the accounts are exact.
 */
@ExtendWith(OneMachine.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailureSystemTest {

  /** Where it may crash, and within how many times a portion of the letters surely gets there. */
  private static final List<Map.Entry<String, Integer>> POINTS =
      List.of(
          Map.entry("parse-mail begins", 15),
          Map.entry("parse-mail ends", 12),
          Map.entry("analyze-text begins", 12),
          Map.entry("analyze-text ends", 12),
          Map.entry("analyze-link begins", 3),
          Map.entry("analyze-attachment begins", 2),
          Map.entry("analyze-attachment ends", 1),
          Map.entry("decide begins", 12),
          Map.entry("decide ends", 12));

  /** Retries that outlast a checkpoint: what waits, and what waits for it, is in it. */
  private static final Map<String, String> SLOW_RETRIES =
      Map.of("taskweir.retry.first-delay", "300 ms", "taskweir.retry.max-delay", "300 ms");

  private static final int PORTIONS = 6;

  private final List<Letter> fed = Undisturbed.FED;
  private Outcome undisturbed;

  @BeforeAll
  void runUndisturbed(Machine machine) throws Exception {
    undisturbed = Undisturbed.run(machine);
  }

  @BeforeEach
  void forgetOlderFaults() {
    Faults.clear();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void losesAndRepeatsNothingInCrashes(long seed, Machine machine) throws Exception {
    Random random = new Random(seed);
    try (Run run = Run.on(machine, SLOW_RETRIES)) {
      run.withTasks(Faulty::all).start();
      int size = fed.size() / PORTIONS;
      for (int portion = 0; portion < PORTIONS; portion++) {
        List<Letter> letters = fed.subList(portion * size, (portion + 1) * size);
        long before = run.results("verdicts").size();
        planCrash(random);
        run.feed(letters).awaitVerdicts(before + Mailbag.count(letters, Fate.ACCEPTED) / 2);
      }
      run.awaitVerdicts(Mailbag.count(fed, Fate.ACCEPTED));
      assertSurvived(run.drain(), PORTIONS);
    }
  }

  @Test
  void losesAndRepeatsNothingWhenABoundedRunCrashes(Machine machine) throws Exception {
    try (Run run = Run.on(machine, SLOW_RETRIES)) {
      planCrash(new Random(4));
      Faults.plan("analyze-link begins", 25);
      Faults.plan("decide ends", 80);
      assertSurvived(run.withTasks(Faulty::all).feed(fed).startBounded().awaitEnd(), 3);
    }
  }

  private void assertSurvived(Outcome outcome, int crashes) {
    assertThat(Faults.struck()).isEqualTo(crashes);
    assertThat(outcome.restarts()).isPositive();
    outcome.assertSameAs(undisturbed);
    outcome.assertConserves(fed);
    outcome.assertEveryTaskEnded();
  }

  private static void planCrash(Random random) {
    Map.Entry<String, Integer> point = POINTS.get(random.nextInt(POINTS.size()));
    Faults.plan(point.getKey(), 1 + random.nextInt(point.getValue()));
  }
}
