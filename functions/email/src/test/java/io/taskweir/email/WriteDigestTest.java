package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.taskweir.email.Verdict.Judgement;
import io.taskweir.engine.Batch;
import io.taskweir.engine.RecordingContext;
import io.taskweir.state.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteDigestTest {

  private static final Batch<VerdictSummary> BATCH =
      new Batch<>(
          List.of(
              new VerdictSummary(Judgement.SPAM, 0.9, List.of("MONEY", "STRANGER")),
              new VerdictSummary(Judgement.HAM, 0.1, List.of()),
              new VerdictSummary(Judgement.PHISH, 0.8, List.of("STRANGER", "STRANGER"))),
          Batch.Cause.SCHEDULE,
          Instant.parse("2026-03-02T10:00:00Z").toEpochMilli(),
          7);

  @Test
  void countsVerdictsAndReasons() throws Exception {
    Digest digest = digest(BATCH);

    assertThat(digest.messages()).isEqualTo(3);
    assertThat(List.of(digest.ham(), digest.spam(), digest.phish())).containsExactly(1, 1, 1);
    assertThat(digest.meanScore()).isCloseTo(0.6, within(1e-12));
    assertThat(digest.firing()).isEqualTo(7);
  }

  @Test
  void countsAReasonOnceAMessageAndTheMostFrequentFirst() throws Exception {
    assertThat(digest(BATCH).reasons())
        .containsExactly(new Digest.Count("STRANGER", 2), new Digest.Count("MONEY", 1));
  }

  @Test
  void saysWhyAndWhenItWasDueInJson() throws Exception {
    assertThat(Json.write(digest(BATCH)))
        .contains("\"cause\":\"schedule\"", "\"due\":\"2026-03-02T10:00:00Z\"", "\"mean_score\":");
  }

  @Test
  void writesOfNothingToo() throws Exception {
    Digest digest = digest(new Batch<>(List.of(), Batch.Cause.SCHEDULE, 0, 1));

    assertThat(digest.messages()).isZero();
    assertThat(digest.meanScore()).isZero();
  }

  @Test
  void summarisesAVerdictWithoutWhatIsPrivateInIt() throws Exception {
    VerdictSummary summary =
        VerdictSummary.of(
            Analysis.of(
                new io.taskweir.engine.Gathered<>(
                    DecideTest.mail("CHEAP LOANS FOR ALL!", "<x83726@example.net>"),
                    List.of(DecideTest.text("Dear friend, refinance now. Act now!")),
                    List.of(),
                    List.of())));

    assertThat(summary.verdict()).isEqualTo(Judgement.SPAM);
    assertThat(summary.against()).isNotEmpty();
    assertThat(Json.write(summary)).doesNotContain("example.net", "LOANS");
  }

  private static Digest digest(Batch<VerdictSummary> batch) throws Exception {
    try (RecordingContext<Digest> context = new RecordingContext<>()) {
      new WriteDigest().run(batch, context);
      return context.results().get(0);
    }
  }
}
