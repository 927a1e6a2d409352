package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountingTest {

  @Test
  void readsTheStagesInTheOrderOfTheWorkflow() {
    assertThat(RunFixtures.accounting().stages())
        .extracting(StageCount::stage)
        .containsExactly("receive-mail", "parse-mail", "analyze-link", "decide", "decide-gather");
  }

  @Test
  void readsEveryKindOfCount() {
    var counts =
        Map.of(
            "stage/a/started", 6L,
            "stage/a/succeeded", 3L,
            "stage/a/suppressed", 2L,
            "stage/a/dead", 1L,
            "stage/a/retried", 5L,
            "stage/a/late", 4L);

    assertThat(Accounting.of(counts, List.of()).stages())
        .containsExactly(new StageCount("a", 6, 3, 2, 1, 5, 4));
  }

  @Test
  void putsStagesThatNobodyExpectedAtTheEnd() {
    var counts = Map.of("stage/b/started", 1L, "stage/a/started", 1L, "stage/z/started", 1L);

    assertThat(Accounting.of(counts, List.of("z")).stages())
        .extracting(StageCount::stage)
        .containsExactly("z", "a", "b");
  }

  @Test
  void countsNothingForAStageThatNeverRan() {
    assertThat(RunFixtures.accounting().stage("analyze-text").isIdle()).isTrue();
  }
}
