package io.taskweir.engine;

import static io.taskweir.engine.CollectHarness.BERLIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.engine.Words.Count;
import io.taskweir.engine.Words.Line;
import io.taskweir.state.Task;
import io.taskweir.state.TaskTypeInfo;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a stage on batches refuses when the graph is built. */
class BatchingWiringTest {

  private static final Trigger TWO = Trigger.after(2);

  private final Workflow workflow = Workflow.named("words");
  private final DataStream<Task<Line>> lines =
      StreamExecutionEnvironment.getExecutionEnvironment()
          .fromData(
              TaskTypeInfo.ofPayload(Line.class), StageHarness.task("a", new Line("k", "one two")));

  private Batching<Line, Count> report() {
    return workflow.batch("report", new CountLines());
  }

  private static void refuses(ThrowingCallable wiring, String line) {
    assertThatThrownBy(wiring).isInstanceOf(IllegalArgumentException.class).hasMessage(line);
  }

  @Test
  void isAStageAndWhatCollectsForIt() {
    StageStreams<Count> reports = report().keyBy(Line::key).when(TWO).on(lines);

    assertThat(reports.results().getName()).isEqualTo("report");
    assertThat(workflow.uids()).containsExactly("report-collect", "report");
    refuses(
        () -> report().keyBy(Line::key).when(TWO).on(lines), "duplicate stage uid: report-collect");
  }

  @Test
  void refusesToCollectWithoutAKeyOrATrigger() {
    refuses(() -> report().when(TWO).on(lines), "batch report: keyBy(...) expected");
    refuses(() -> report().keyBy(Line::key).on(lines), "batch report: when(...) expected");
  }

  @Test
  void refusesWhatHasNoEffectWithoutASchedule() {
    refuses(
        () -> report().keyBy(Line::key).when(TWO.jitter(Duration.ofSeconds(1))).on(lines),
        "batch report: jitter needs a cron expression");
    refuses(
        () -> report().keyBy(Line::key).when(TWO.evenIfEmpty()).on(lines),
        "batch report: evenIfEmpty needs a cron expression");
    report().keyBy(Line::key).when(TWO.evenIfEmpty().orAt("0 * * * *", BERLIN)).on(lines);
  }

  @Test
  void takesALambdaWhoseResultIsNamed() {
    Batching<Line, Count> lambda =
        workflow.batch("report", (batch, context) -> context.emit(new Count("", 1)));

    assertThat(lambda.returns(Count.class).keyBy(Line::key).when(TWO).on(lines).results().getType())
        .isEqualTo(TaskTypeInfo.ofPayload(Count.class));
  }

  /** Says how many lines a batch has. */
  static final class CountLines implements TaskFunction<Batch<Line>, Count> {

    private static final long serialVersionUID = 1L;

    @Override
    public void run(Batch<Line> batch, TaskContext<Count> context) throws Exception {
      if (context.task().attempt() == 1) {
        throw new IOException("not at once");
      }
      context.emit(new Count(batch.cause().name(), batch.items().size()));
    }
  }
}
