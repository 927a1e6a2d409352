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

  /** Where it may crash, and within how many times that the point is surely reached. */
  private static final List<Map.Entry<String, Integer>> POINTS =
      List.of(
          Map.entry("parse-mail begins", 25),
          Map.entry("parse-mail ends", 20),
          Map.entry("analyze-text begins", 20),
          Map.entry("analyze-text ends", 20),
          Map.entry("analyze-link begins", 4),
          Map.entry("analyze-attachment begins", 4),
          Map.entry("analyze-attachment ends", 2),
          Map.entry("decide begins", 20),
          Map.entry("decide ends", 20));

  private static final int PORTIONS = 3;
  private static final int CRASHES_A_PORTION = 2;

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
    try (Run run = Run.on(machine, Map.of())) {
      run.withTasks(Faulty::all).start();
      int size = fed.size() / PORTIONS;
      for (int portion = 0; portion < PORTIONS; portion++) {
        List<Letter> letters = fed.subList(portion * size, (portion + 1) * size);
        long before = run.committed("results").size();
        planCrashes(random);
        run.feed(letters);
        run.awaitVerdicts(before + Mailbag.count(letters, Fate.ACCEPTED) / 2);
      }
      run.awaitVerdicts(Mailbag.count(fed, Fate.ACCEPTED));
      assertSurvived(run.drain(), PORTIONS * CRASHES_A_PORTION);
    }
  }

  @Test
  void losesAndRepeatsNothingWhenABoundedRunCrashes(Machine machine) throws Exception {
    try (Run run = Run.on(machine, Map.of())) {
      planCrashes(new Random(4));
      Faults.plan("decide ends", 80);
      assertSurvived(
          run.withTasks(Faulty::all).feed(fed).startBounded().await(), CRASHES_A_PORTION + 1);
    }
  }

  private void assertSurvived(Outcome outcome, int crashes) {
    assertThat(Faults.struck()).isEqualTo(crashes);
    assertThat(outcome.restarts()).isPositive();
    outcome.assertSameAs(undisturbed);
    outcome.assertConserves(fed);
    outcome.assertEveryTaskEnded();
  }

  private static void planCrashes(Random random) {
    int planned = Faults.pending() + CRASHES_A_PORTION;
    while (Faults.pending() < planned) {
      Map.Entry<String, Integer> point = POINTS.get(random.nextInt(POINTS.size()));
      Faults.plan(point.getKey(), 1 + random.nextInt(point.getValue()));
    }
  }
}
