package io.taskweir.engine;

import static io.taskweir.engine.GatherHarness.TIMEOUT;
import static io.taskweir.engine.GatherHarness.TOMBSTONE;
import static io.taskweir.engine.GatherHarness.child;
import static io.taskweir.engine.GatherHarness.ended;
import static io.taskweir.engine.GatherHarness.fannedOut;
import static io.taskweir.engine.GatherHarness.found;
import static io.taskweir.engine.GatherHarness.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.Gathered.Ended;
import io.taskweir.engine.Manifest.Child;
import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.AuditEvent.Event;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a join waits for, what it does not wait for, and what it remembers. */
class GatherTest {

  private static final Child TEXT = child("a", "texts", "body");
  private static final Child LINK = child("a", "links", "first");
  private static final Child NOTE = child("a", "notes", "first");

  private GatherHarness join;

  @BeforeEach
  void open() throws Exception {
    join = GatherHarness.on(null);
  }

  @AfterEach
  void close() throws Exception {
    join.close();
  }

  @Test
  void firesAtOnceWhenAllChildrenHaveEnded() throws Exception {
    join.announce(manifest("a", TEXT, LINK));
    join.end(found("a", TEXT, "calm"));
    assertThat(join.results()).isEmpty();
    join.end(found("a", LINK, "known"));

    assertThat(join.results()).hasSize(1);
    Gathered<String, String> gathered = join.results().get(0);
    assertThat(gathered.parked()).isEqualTo("parked by a");
    assertThat(gathered.findings()).containsExactlyInAnyOrder("calm", "known");
    assertThat(gathered.ended()).isEmpty();
    assertThat(gathered.missing()).isEmpty();
  }

  @Test
  void derivesItsIdFromTheRunAlone() throws Exception {
    join.announce(manifest("a"));

    TaskId run = GatherHarness.root("a");
    Task<Gathered<String, String>> gathered = join.resultTasks().get(0);
    assertThat(gathered.id()).isEqualTo(run.child(TaskId.slot("decide-gather", "", "", 0)));
    assertThat(gathered.root()).isEqualTo(run);
    assertThat(gathered.key()).isEqualTo(run);
  }

  @Test
  void takesFindingsThatComeBeforeTheManifest() throws Exception {
    join.end(found("a", TEXT, "calm"));
    join.end(found("a", LINK, "known"));
    assertThat(join.results()).isEmpty();
    join.announce(manifest("a", TEXT, LINK));

    assertThat(join.results()).hasSize(1);
    assertThat(join.results().get(0).findings()).containsExactlyInAnyOrder("calm", "known");
  }

  @Test
  void waitsForTheChildrenThatAChildAnnounces() throws Exception {
    Child inner = GatherHarness.child("a", "links", "inner");
    join.announce(manifest("a", TEXT));
    join.end(fannedOut("a", TEXT, inner));
    assertThat(join.results()).isEmpty();
    join.barrier();
    assertThat(join.subtasks.keysIn("announced")).isEqualTo(1);
    join.end(found("a", inner, "within"));

    assertThat(join.results()).hasSize(1);
    assertThat(join.results().get(0).findings()).containsExactlyInAnyOrder("found in a", "within");
    assertThat(join.results().get(0).missing()).isEmpty();
    assertThat(join.subtasks.keysIn("announced")).isZero();
  }

  @Test
  void takesAChildsChildrenInAnyOrder() throws Exception {
    Child inner = GatherHarness.child("a", "links", "inner");
    Child innermost = GatherHarness.child("a", "links", "innermost");
    join.end(found("a", innermost, "at the bottom"));
    join.end(fannedOut("a", inner, innermost));
    join.announce(manifest("a", TEXT));
    assertThat(join.results()).isEmpty();
    join.end(fannedOut("a", TEXT, inner));

    assertThat(join.results()).hasSize(1);
    assertThat(join.results().get(0).findings()).hasSize(3);
  }

  @Test
  void namesTheStageThatOwesAnAnswerToAChild() throws Exception {
    join.announce(manifest("a", TEXT));
    join.end(fannedOut("a", TEXT, GatherHarness.child("a", "links", "inner")));
    join.clock(GatherHarness.TIMEOUT.toMillis());

    assertThat(join.results()).hasSize(1);
    assertThat(join.results().get(0).missing()).containsExactly(GatherHarness.ANSWERS.get("links"));
  }

  @Test
  void doesNotAwaitAChildsChildrenThatNobodyAnswersFor() throws Exception {
    join.announce(manifest("a", TEXT));
    join.end(fannedOut("a", TEXT, GatherHarness.child("a", "notes", "inner")));

    assertThat(join.results()).hasSize(1);
  }

  @Test
  void countsARepeatedFindingOnce() throws Exception {
    join.end(found("a", TEXT, "calm"));
    join.end(found("a", TEXT, "calm"));
    join.announce(manifest("a", TEXT, LINK));
    join.end(found("a", TEXT, "calm"));
    assertThat(join.results()).isEmpty();
    join.end(found("a", LINK, "known"));

    assertThat(join.results().get(0).findings()).containsExactlyInAnyOrder("calm", "known");
    assertThat(join.late()).isZero();
  }

  @Test
  void takesARepeatedManifestOnce() throws Exception {
    join.announce(manifest("a", TEXT, LINK));
    join.end(found("a", TEXT, "calm"));
    join.announce(manifest("a", TEXT, LINK));
    assertThat(join.results()).isEmpty();
    join.end(found("a", LINK, "known"));

    assertThat(join.results()).hasSize(1);
  }

  @Test
  void keepsRunsApart() throws Exception {
    join.announce(manifest("a", TEXT));
    join.announce(manifest("b", child("b", "texts", "body")));
    join.end(found("b", child("b", "texts", "body"), "loud"));

    assertThat(join.results()).extracting(Gathered::parked).containsExactly("parked by b");
    assertThat(join.results().get(0).findings()).containsExactly("loud");
  }

  @Test
  void namesTheSilentStagesAtItsTimeout() throws Exception {
    Child second = child("a", "links", "second");
    join.announce(manifest("a", TEXT, LINK, second));
    join.end(found("a", LINK, "known"));
    join.clock(TIMEOUT.toMillis() - 1);
    assertThat(join.results()).isEmpty();
    join.clock(TIMEOUT.toMillis());

    Gathered<String, String> gathered = join.results().get(0);
    assertThat(gathered.findings()).containsExactly("known");
    assertThat(gathered.missing()).containsExactly("analyze-link", "analyze-text");
  }

  @Test
  void waitsFromTheFirstArrivalOn() throws Exception {
    join.end(found("a", LINK, "known"));
    join.clock(TIMEOUT.toMillis() - 1);
    join.announce(manifest("a", TEXT, LINK));
    join.clock(TIMEOUT.toMillis());

    assertThat(join.results().get(0).missing()).containsExactly("analyze-text");
  }

  @Test
  void namesAChildThatEndedDeadOrSuppressedAndDoesNotWaitForIt() throws Exception {
    join.announce(manifest("a", TEXT, LINK));
    join.end(ended("a", TEXT, "EXHAUSTED"));
    join.end(ended("a", LINK, Outcome.SUPPRESSED));

    Gathered<String, String> gathered = join.results().get(0);
    assertThat(gathered.findings()).isEmpty();
    assertThat(gathered.ended())
        .containsExactly(
            new Ended("analyze-link", "SUPPRESSED"), new Ended("analyze-text", "EXHAUSTED"));
    assertThat(gathered.missing()).isEmpty();
  }

  @Test
  void takesAllResultsOfAChildAndNamesOneThatFoundNothing() throws Exception {
    join.announce(manifest("a", TEXT, LINK));
    join.end(found("a", TEXT, "calm", "long"));
    join.end(found("a", LINK));

    assertThat(join.results().get(0).findings()).containsExactly("calm", "long");
    assertThat(join.results().get(0).ended())
        .containsExactly(new Ended("analyze-link", "NO_RESULT"));
  }

  @Test
  void firesAtOnceWhenNothingIsAnnounced() throws Exception {
    join.announce(manifest("a"));

    assertThat(join.results()).containsExactly(gathered("parked by a"));
  }

  @Test
  void doesNotAwaitChildrenThatNobodyAnswersFor() throws Exception {
    join.announce(manifest("a", NOTE));
    join.announce(manifest("b", child("b", "notes", "first"), child("b", "texts", "body")));
    join.end(found("b", child("b", "texts", "body"), "loud"));

    assertThat(join.results())
        .containsExactly(gathered("parked by a"), gathered("parked by b", "loud"));
  }

  @Test
  void countsAndAuditsWhatComesLateAndCorrectsNothing() throws Exception {
    join.announce(manifest("a", TEXT, LINK));
    join.clock(TIMEOUT.toMillis());
    join.end(found("a", TEXT, "calm"));
    join.announce(manifest("a", TEXT, LINK));

    assertThat(join.results()).hasSize(1);
    assertThat(join.late()).isEqualTo(2);
    assertThat(join.audit()).extracting(AuditEvent::event).containsExactly(Event.LATE, Event.LATE);
    assertThat(join.audit())
        .extracting(AuditEvent::task)
        .containsExactly(TEXT.id(), GatherHarness.root("a").hex());
    assertThat(join.runsThatGather()).isZero();
    assertThat(join.subtasks.timers()).isZero();
  }

  @Test
  void countsWhatComesLateWhateverTheAuditLevel() throws Exception {
    for (AuditLevel level : AuditLevel.values()) {
      try (var quiet = GatherHarness.auditing(level)) {
        quiet.announce(manifest("a"));
        quiet.end(found("a", TEXT, "calm"));

        assertThat(quiet.late()).isEqualTo(1);
        assertThat(quiet.audit()).hasSize(level == AuditLevel.NONE ? 0 : 1);
      }
    }
  }

  @Test
  void keepsNothingButTheTombstoneAfterFiring() throws Exception {
    join.end(found("a", LINK, "known"));
    join.announce(manifest("a", TEXT, LINK));
    assertThat(join.runsThatGather()).isEqualTo(1);
    assertThat(join.subtasks.timers()).isEqualTo(1);
    join.end(found("a", TEXT, "calm"));

    assertThat(join.runsThatGather()).isZero();
    assertThat(join.subtasks.timers()).isZero();
    assertThat(join.subtasks.keysIn("decided")).isEqualTo(1);
  }

  @Test
  void doesNotTouchStateForARunThatIsWholeBeforeTheBarrier() throws Exception {
    join.end(found("a", LINK, "known"));
    join.announce(manifest("a", TEXT, LINK));
    assertThat(join.runsInState()).isZero();
    assertThat(join.subtasks.timers()).isZero();
    join.end(found("a", TEXT, "calm"));

    assertThat(join.runsInState()).isZero();
    assertThat(join.subtasks.keysIn("decided")).isEqualTo(1);
  }

  @Test
  void goesOnWithWhatABarrierBroughtIntoState() throws Exception {
    Child inner = GatherHarness.child("a", "links", "inner");
    join.announce(manifest("a", TEXT, LINK));
    join.barrier();
    join.end(fannedOut("a", TEXT, inner));
    join.barrier();
    join.end(found("a", TEXT, "a repeat"));
    join.end(found("a", LINK, "known"));
    assertThat(join.results()).isEmpty();
    join.end(found("a", inner, "within"));

    assertThat(join.results().get(0).findings())
        .containsExactlyInAnyOrder("found in a", "known", "within");
    assertThat(join.runsInState()).isZero();
    assertThat(join.subtasks.keysIn("announced")).isZero();
    assertThat(join.subtasks.timers()).isZero();
  }

  @Test
  void holdsNoMoreThanItsLimitAndCountsWhatItHolds() throws Exception {
    try (var small = GatherHarness.holding(3, null)) {
      for (int run = 0; run < 10; run++) {
        small.announce(manifest("run-" + run, texts(run)));
        small.end(found("run-" + run, texts(run), "calm"));
      }
      small.announce(manifest("a", TEXT, LINK));
      small.end(found("a", TEXT, "calm"));
      small.end(found("a", TEXT, "calm"));
      assertThat(small.runsInState()).isZero();
      small.end(found("b", child("b", "texts", "body"), "loud"));
      assertThat(small.runsInState()).isEqualTo(2);
      small.end(found("a", LINK, "known"));

      assertThat(small.results()).hasSize(11);
      assertThat(small.results().get(10).findings()).containsExactlyInAnyOrder("calm", "known");
      assertThat(small.runsThatGather()).isEqualTo(1);
    }
  }

  @Test
  void keepsTheTimeoutOfARunThatABarrierBroughtIntoState() throws Exception {
    join.announce(manifest("a", TEXT));
    join.clock(TIMEOUT.toMillis() / 2);
    join.barrier();
    join.announce(manifest("b", child("b", "texts", "body")));
    join.clock(TIMEOUT.toMillis());

    assertThat(join.results()).extracting(Gathered::parked).containsExactly("parked by a");
    join.clock(TIMEOUT.toMillis() * 3 / 2);
    assertThat(join.results()).hasSize(2);
  }

  @Test
  void forgetsThatItHasFiredAfterItsTombstone() throws Exception {
    join.announce(manifest("a"));
    join.clock(TOMBSTONE.toMillis() - 1);
    join.end(found("a", TEXT, "calm"));
    assertThat(join.late()).isEqualTo(1);
    join.clock(TOMBSTONE.toMillis());
    join.end(found("a", TEXT, "calm"));

    assertThat(join.late()).isEqualTo(1);
    assertThat(join.runsThatGather()).isEqualTo(1);
  }

  @Test
  void givesFindingsUpWhoseManifestHasNotComeByTheTimeout() throws Exception {
    join.end(found("a", TEXT, "calm"));
    join.end(found("a", LINK, "known"));
    join.clock(TIMEOUT.toMillis());

    assertThat(join.results()).isEmpty();
    assertThat(join.late()).isEqualTo(2);
    assertThat(join.runsThatGather()).isZero();
    assertThat(join.subtasks.timers()).isZero();
  }

  @Test
  void aManifestThatComesAfterItsFindingsWereGivenUpStillFires() throws Exception {
    join.end(found("a", TEXT, "calm"));
    join.clock(TIMEOUT.toMillis());
    join.announce(manifest("a", TEXT, LINK));
    join.end(found("a", LINK, "known"));
    join.clock(2 * TIMEOUT.toMillis());

    assertThat(join.results()).hasSize(1);
    assertThat(join.results().get(0).findings()).containsExactly("known");
    assertThat(join.results().get(0).missing()).containsExactly("analyze-text");
  }

  @Test
  void firesWhenBothInputsHaveEndedAndHoldsTheLastWatermarkUntilThen() throws Exception {
    join.announce(manifest("a", TEXT));
    join.end(found("b", child("b", "texts", "body"), "an orphan"));
    join.watermarks(7, 7);
    join.watermarks(Long.MAX_VALUE, Long.MAX_VALUE);
    assertThat(join.watermarks()).containsExactly(new Watermark(7));
    join.endInput(1);
    assertThat(join.results()).isEmpty();
    join.announce(manifest("c", child("c", "texts", "body")));
    join.endInput(2);

    assertThat(join.results())
        .extracting(Gathered::parked)
        .containsExactlyInAnyOrder("parked by a", "parked by c");
    assertThat(join.results())
        .allSatisfy(result -> assertThat(result.missing()).containsExactly("analyze-text"));
    assertThat(join.late()).isEqualTo(1);
    assertThat(join.runsThatGather()).isZero();
    assertThat(join.said().get(join.said().size() - 1)).isEqualTo(Watermark.MAX_WATERMARK);
    assertThat(join.watermarks()).containsOnlyOnce(Watermark.MAX_WATERMARK).hasSize(2);
  }

  @Test
  void goesOnAfterARestoreAsMoreAndAsFewerSubtasks() throws Exception {
    for (int run = 0; run < 20; run++) {
      join.announce(manifest("run-" + run, texts(run), links(run)));
    }
    join.rescale(3);
    for (int run = 0; run < 20; run++) {
      join.end(found("run-" + run, texts(run), "calm"));
    }
    join.announce(manifest("early"));
    join.rescale(1);
    for (int run = 0; run < 10; run++) {
      join.end(found("run-" + run, links(run), "known"));
    }
    assertThat(join.results()).hasSize(11);
    join.end(found("early", child("early", "texts", "body"), "calm"));
    join.rescale(2);
    join.clock(TIMEOUT.toMillis());

    assertThat(join.results()).hasSize(21);
    assertThat(join.results().stream().filter(result -> !result.missing().isEmpty()))
        .hasSize(10)
        .allSatisfy(result -> assertThat(result.missing()).containsExactly("analyze-link"));
    assertThat(join.late()).isEqualTo(1);
    assertThat(join.runsThatGather()).isZero();
  }

  private static Child texts(int run) {
    return child("run-" + run, "texts", "body");
  }

  private static Child links(int run) {
    return child("run-" + run, "links", "first");
  }

  private static Gathered<String, String> gathered(String parked, String... findings) {
    return new Gathered<>(parked, List.of(findings), List.of(), List.of());
  }
}
