package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.engine.Words.Count;
import io.taskweir.engine.Words.Line;
import io.taskweir.state.TaskTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** What a join refuses when the graph is built, since it could never decide well. */
class JoinWiringTest {

  private final Workflow workflow = Workflow.named("words");
  private final StageStreams<Count> counted =
      workflow
          .stage("count-words", new Words())
          .on(
              StreamExecutionEnvironment.getExecutionEnvironment()
                  .fromData(
                      TaskTypeInfo.ofPayload(Line.class),
                      StageHarness.task("a", new Line("k", "one two"))));

  @Test
  void joinsAFanOutWithTheStageThatTakesItsChildren() {
    StageStreams<Count> single = onSingle("count-single");

    StageStreams<Count> decided = join().on(counted.manifests(), single.outcomes());

    assertThat(decided.results().getName()).isEqualTo("decide");
    assertThat(workflow.uids())
        .containsExactly("count-words", "count-single", "decide-gather", "decide");
  }

  @Test
  void refusesToHearNoStage() {
    assertThatThrownBy(() -> join().on(counted.manifests()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("join decide: outcomes of at least one stage expected");
  }

  @Test
  void refusesTwoStagesThatAnswerForOneOutput() {
    StageStreams<Count> first = onSingle("count-single");
    StageStreams<Count> second = onSingle("weigh-single");

    assertThatThrownBy(() -> join().on(counted.manifests(), first.outcomes(), second.outcomes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "join decide: one stage for each output expected,"
                + " got count-single and weigh-single for single");
  }

  @Test
  void refusesAStageThatStandsOnNoOutput() {
    assertThatThrownBy(counted::outcomes)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "stage count-words: a join hears only stages that stand on an output(...) of another");
  }

  @Test
  void takesOutputsOfOneNameFromSeveralStages() {
    StageStreams<Count> single = onSingle("count-single");

    StageStreams<Count> both =
        workflow
            .stage("count-both", new Words())
            .keyBy(Line::key)
            .on(counted.output(Words.SINGLE), single.output(Words.SINGLE));

    assertThat(both.outcomes().output()).isEqualTo("single");
  }

  private StageStreams<Count> onSingle(String uid) {
    return workflow.stage(uid, new Words()).keyBy(Line::key).on(counted.output(Words.SINGLE));
  }

  private Join<Count, Count, Count> join() {
    return workflow.join("decide", new PassFirst());
  }

  /** Decides on the first finding. */
  private static final class PassFirst implements TaskFunction<Gathered<Count, Count>, Count> {

    @Override
    public void run(Gathered<Count, Count> gathered, TaskContext<Count> context) {
      context.emit(gathered.findings().get(0));
    }
  }
}
