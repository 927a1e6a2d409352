package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.email.Opinion.Holder;
import io.taskweir.email.Verdict.Judgement;
import io.taskweir.engine.Stage;
import io.taskweir.engine.StageHarness;
import io.taskweir.engine.TaskFunction;
import io.taskweir.engine.Workflow;
import io.taskweir.state.Source;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Feedback against verdicts, through the two stages that count it. */
class FeedbackTest {

  private static final Duration HOLD = Duration.ofHours(1);
  private static final String MESSAGE = "ab".repeat(32);
  private static final Instant MONDAY = Instant.parse("2026-11-23T23:59:59Z");
  private static final Instant TUESDAY = Instant.parse("2026-11-24T00:00:00Z");

  private StageHarness<Opinion, FeedbackChange> join;
  private StageHarness<FeedbackChange, Confusion> count;
  private int sent;
  private int counted;

  @BeforeEach
  void open() throws Exception {
    join = StageHarness.of(joinStage(new JoinFeedback()), Opinion.class);
    count = StageHarness.of(countStage(), FeedbackChange.class);
  }

  @AfterEach
  void close() throws Exception {
    join.close();
    count.close();
  }

  @Test
  void countsAnOpinionOfAMessageThatHasAVerdict() throws Exception {
    verdict(Judgement.SPAM);
    says(Judgement.HAM, MONDAY);

    Confusion monday = last();
    assertThat(monday.day()).isEqualTo("2026-11-23");
    assertThat(monday.tenant()).isEqualTo(Task.DEFAULT_TENANT);
    assertThat(monday.counts())
        .containsExactly(new Confusion.Cell(Judgement.SPAM, Judgement.HAM, 1));
  }

  @Test
  void holdsAnOpinionUntilTheVerdictComes() throws Exception {
    says(Judgement.PHISH, MONDAY);
    assertThat(confusions()).isEmpty();
    verdict(Judgement.SPAM);

    assertThat(last().counts())
        .containsExactly(new Confusion.Cell(Judgement.SPAM, Judgement.PHISH, 1));
  }

  @Test
  void lettersAnOpinionOfAMessageThatNobodyHasSeen() throws Exception {
    says(Judgement.PHISH, MONDAY);
    join.advance(HOLD.plusSeconds(1));

    assertThat(join.deadLetters()).hasSize(1);
    assertThat(join.deadLetters().get(0).reason()).isEqualTo("NO_VERDICT");
  }

  @Test
  void lettersItWhenTheInputHasEnded() throws Exception {
    says(Judgement.PHISH, MONDAY);
    join.end();

    assertThat(join.deadLetters()).hasSize(1);
    assertThat(join.deadLetters().get(0).reason()).isEqualTo("NO_VERDICT");
  }

  @Test
  void countsTheSameOpinionOnce() throws Exception {
    verdict(Judgement.HAM);
    says(Judgement.HAM, MONDAY);
    says(Judgement.HAM, TUESDAY);

    assertThat(confusions()).hasSize(1);
  }

  @Test
  void takesAnOpinionBackOnItsOwnDay() throws Exception {
    verdict(Judgement.HAM);
    says(Judgement.HAM, MONDAY);
    says(Judgement.SPAM, TUESDAY);

    List<Confusion> all = confusions();
    assertThat(all)
        .extracting(Confusion::day)
        .containsExactly("2026-11-23", "2026-11-23", "2026-11-24");
    assertThat(all).extracting(Confusion::version).containsExactly(1, 2, 1);
    assertThat(all.get(0).id()).isEqualTo(all.get(1).id()).isNotEqualTo(all.get(2).id());
    assertThat(all.get(1).counts()).isEmpty();
    assertThat(all.get(2).counts())
        .containsExactly(new Confusion.Cell(Judgement.HAM, Judgement.SPAM, 1));
  }

  @Test
  void takesAnOpinionBackFromTheVerdictThatItWasCountedAgainst() throws Exception {
    verdict(Judgement.HAM);
    says(Judgement.SPAM, MONDAY);
    verdict(Judgement.SPAM);
    says(Judgement.PHISH, MONDAY);

    assertThat(last().counts())
        .containsExactly(new Confusion.Cell(Judgement.SPAM, Judgement.PHISH, 1));
  }

  @Test
  void readsAnOpinionThatWasKeptWithoutItsVerdict() throws Exception {
    replaceJoin(joinStage(keeps("HAM 2026-11-23")), join.snapshot());
    says(Judgement.HAM, MONDAY);
    replaceJoin(joinStage(new JoinFeedback()), join.snapshot());
    verdict(Judgement.SPAM);
    says(Judgement.PHISH, TUESDAY);

    assertThat(join.resultTasks())
        .extracting(Task::payload)
        .containsExactly(
            new FeedbackChange("2026-11-23", Judgement.SPAM, Judgement.HAM, -1),
            new FeedbackChange("2026-11-24", Judgement.SPAM, Judgement.PHISH, 1));
  }

  @Test
  void forgetsAMessageAfterItsTime() throws Exception {
    verdict(Judgement.HAM);
    join.advance(JoinFeedback.MEMORY.plusSeconds(1));
    says(Judgement.SPAM, MONDAY);

    assertThat(confusions()).isEmpty();
  }

  @Test
  void goesOnAfterARestore() throws Exception {
    verdict(Judgement.HAM);
    says(Judgement.SPAM, MONDAY);
    assertThat(last().version()).isEqualTo(1);
    OperatorSubtaskState joined = join.snapshot();
    OperatorSubtaskState before = count.snapshot();
    close();
    join = StageHarness.restored(joinStage(new JoinFeedback()), Opinion.class, joined, 0);
    count = StageHarness.restored(countStage(), FeedbackChange.class, before, 0);
    counted = 0;

    says(Judgement.SPAM, MONDAY);
    assertThat(confusions()).isEmpty();
    says(Judgement.PHISH, MONDAY);
    assertThat(last().version()).isEqualTo(3);
    assertThat(last().counts())
        .containsExactly(new Confusion.Cell(Judgement.HAM, Judgement.PHISH, 1));
  }

  private void verdict(Judgement judgement) throws Exception {
    send(new Opinion(MESSAGE, Holder.VERDICT, judgement), Instant.EPOCH);
  }

  private void says(Judgement judgement, Instant at) throws Exception {
    send(new Opinion(MESSAGE, Holder.PERSON, judgement), at);
  }

  private void send(Opinion opinion, Instant at) throws Exception {
    String tenant = Task.DEFAULT_TENANT;
    join.send(
        Task.root(
            TaskId.ofCaller(tenant, "record-" + sent++),
            tenant,
            at.toEpochMilli(),
            Task.NO_DEADLINE,
            new Source("test", "test", 0, 0),
            opinion));
  }

  private Confusion last() throws Exception {
    List<Confusion> all = confusions();
    return all.get(all.size() - 1);
  }

  /** What was counted so far. */
  private List<Confusion> confusions() throws Exception {
    List<Task<FeedbackChange>> changes = join.resultTasks();
    for (; counted < changes.size(); counted++) {
      count.send(changes.get(counted));
    }
    return count.results();
  }

  private void replaceJoin(Stage<Opinion, FeedbackChange> stage, OperatorSubtaskState state)
      throws Exception {
    join.close();
    join = StageHarness.restored(stage, Opinion.class, state, 0);
  }

  /** Keeps {@code text} as the last opinion of every message. */
  private static TaskFunction<Opinion, FeedbackChange> keeps(String text) {
    return (input, context) -> context.shared().putText("feedback", text, JoinFeedback.MEMORY);
  }

  private static Stage<Opinion, FeedbackChange> joinStage(
      TaskFunction<Opinion, FeedbackChange> task) {
    return Workflow.named("email")
        .stage("join-feedback", task)
        .returns(FeedbackChange.class)
        .keyBy(Opinion::sha256)
        .shares(JoinFeedback.MEMORY)
        .holds(HOLD);
  }

  private static Stage<FeedbackChange, Confusion> countStage() {
    return Workflow.named("email")
        .stage("count-feedback", new CountFeedback())
        .keyBy(FeedbackChange::day)
        .shares(CountFeedback.MEMORY);
  }
}
