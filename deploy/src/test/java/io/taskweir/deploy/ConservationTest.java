package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConservationTest {

  @Test
  void findsNothingWrongWithARunThatAddsUp() {
    assertThat(violations(100, Map.of(), RunFixtures.exported())).isEmpty();
  }

  @Test
  void countsWhatTheMainLineGaveUpAsRejectedAndNothingElse() {
    Outcome outcome = Outcome.of(100, RunFixtures.accounting(), RunFixtures.EMAIL);

    assertThat(outcome).isEqualTo(new Outcome(100, 90, 4, 6));
  }

  @Test
  void missesAnInputThatNeverArrived() {
    assertThat(violations(101, Map.of(), RunFixtures.exported()))
        .containsExactly("101 inputs, but 90 accepted + 4 rejected + 6 duplicates = 100");
  }

  @Test
  void missesATaskThatNeverEnded() {
    assertThat(
            violations(100, Map.of("stage/analyze-link/succeeded", 1_198L), RunFixtures.exported()))
        .containsExactly(
            "stage analyze-link started 1,200, but 1,198 succeeded + 0 suppressed + 1 dead ="
                + " 1,199");
  }

  @Test
  void missesAResultThatWasNotCommitted() {
    assertThat(violations(100, Map.of(), RunFixtures.exported(89)))
        .containsExactly("90 accepted, but 89 are in the results");
  }

  @Test
  void missesADeadLetterThatWasNotCommitted() {
    var exported =
        new Exported(
            RunFixtures.exported().lines(),
            RunFixtures.exported().tally(),
            Map.of("parse-mail LIMIT (LIMIT)", 4L),
            RunFixtures.exported().events());

    assertThat(violations(100, Map.of(), exported))
        .containsExactly("the stages gave up 5 tasks, but there are 4 dead letters");
  }

  private static List<String> violations(
      long inputs, Map<String, Long> changed, Exported exported) {
    var counts = new HashMap<>(RunFixtures.counts());
    counts.putAll(changed);
    var accounting = Accounting.of(counts, RunFixtures.EMAIL.stages());
    return Conservation.violations(
        Outcome.of(inputs, accounting, RunFixtures.EMAIL), accounting, exported);
  }
}
