package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.state.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryPageTest {

  private static final OutputFolder FOLDER = OutputFolder.of(Path.of("/nowhere/out"));

  @Test
  void readsAsAPersonWouldTellIt() {
    assertThat(page(List.of()))
        .isEqualTo(
            """
            email: 100 messages in 20.0 s, 5 a second, 1 restart

              accepted            90   one verdict each
              rejected             4   a dead letter each
              duplicates           6   done before, not done again

            verdicts
              ham                 60   66.7%
              spam                25   27.8%
              phish                5    5.6%

            dead letters
              analyze-link EXHAUSTED (TRANSIENT)         3   60.0%
              parse-mail LIMIT (LIMIT)                   2   40.0%

            stage            started  succeeded suppressed       dead    retried       late
            receive-mail         100         99          -          1          -          -
            parse-mail            99         91          6          2          -          -
            analyze-link       1,200      1,199          -          1          4          -
            decide                91         90          -          1          -          -

            /nowhere/out/verdicts.jsonl       90 verdicts
            /nowhere/out/dead-letters.jsonl   5 dead letters
            /nowhere/out/audit.jsonl          1,379 events
            /nowhere/out/summary.json
            /nowhere/out/taskweir.log

            start 4.5 s, run 15.0 s, stop 0.5 s
            every input is accounted for: 100 = 90 accepted + 4 rejected + 6 duplicates
            """);
  }

  @Test
  void claimsNothingThatDoesNotAddUp() {
    assertThat(page(List.of("90 accepted, but 89 are in the results")))
        .doesNotContain("accounted for");
  }

  @Test
  void keepsTheContractOfItsJson() throws Exception {
    assertThat(Json.write(RunFixtures.report(List.of()).summary()))
        .isEqualTo(
            "{\"inputs\":100,\"accepted\":90,\"rejected\":4,\"duplicates\":6,\"results\":90,"
                + "\"dead_letters\":5,\"seconds\":20.0,\"per_second\":5.0,\"restarts\":1}");
  }

  private static String page(List<String> violations) {
    return SummaryPage.render(RunFixtures.EMAIL, RunFixtures.report(violations), FOLDER);
  }
}
