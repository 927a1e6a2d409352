package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.engine.Readings.Reading;
import io.taskweir.engine.Readings.Sum;
import io.taskweir.engine.Readings.Total;
import io.taskweir.engine.Words.Line;
import io.taskweir.state.Task;
import io.taskweir.state.TaskTypeInfo;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A consolidation in a workflow, between stages, and what it refuses when the graph is built. */
class ConsolidationWiringTest {

  @RegisterExtension static final MiniClusterExtension CLUSTER = ClusterJob.cluster();

  private static final TypeInformation<Reading> READING = TypeInformation.of(Reading.class);
  private static final int READINGS = 3_000;

  private final Workflow workflow = Workflow.named("readings");

  /** Passes readings on. */
  private static final class Pass implements TaskFunction<Reading, Reading> {

    @Override
    public void run(Reading reading, TaskContext<Reading> context) {
      context.emit(reading);
    }
  }

  /** Says which window of which length a total is of, and its count. */
  private static final class Say implements TaskFunction<Total, Line> {

    @Override
    public void run(Total total, TaskContext<Line> context) {
      context.emit(new Line(total.every() + " v" + total.version(), Long.toString(total.count())));
    }
  }

  private ConsolidationStage<Reading, Sum, Total> stage() {
    return workflow.consolidate("roll-up", new Readings());
  }

  private ConsolidationStage<Reading, Sum, Total> sound() {
    return stage().keyBy(Reading::key).every("1m,1h");
  }

  private static DataStream<Reading> readings(StreamExecutionEnvironment job) {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < READINGS; i++) {
      readings.add(new Reading("key" + i % 20, i * 10_000L, i));
    }
    return job.fromData(readings).uid("readings");
  }

  /** In one chain with the stages around it, on their key. */
  @Test
  void standsBetweenStagesOfTheSameKey() throws Exception {
    StreamExecutionEnvironment job = ClusterJob.environment();
    StageStreams<Reading> passed =
        workflow
            .stage("pass-reading", new Pass())
            .keyBy(Reading::key)
            .on(readings(job), reading -> Long.toString(reading.time()));
    Consolidated<Total> rolled =
        stage().sameKey().every("1h,1d").zone(ZoneId.of("UTC")).on(passed.results());
    StageStreams<Line> said = workflow.stage("say-total", new Say()).sameKey().on(rolled.results());

    List<Line> lines = ClusterJob.run(said.values());

    assertThat(rolled.results().getName()).isEqualTo("roll-up");
    assertThat(workflow.uids())
        .containsExactly("pass-reading-intake", "pass-reading", "roll-up", "say-total");
    assertThat(lines).filteredOn(line -> line.key().equals("1h v1")).hasSize(20 * 9);
    assertThat(lines)
        .filteredOn(line -> line.key().equals("1d v1"))
        .extracting(Line::text)
        .hasSize(20)
        .containsOnly(Integer.toString(READINGS / 20));
    assertThat(lines).hasSize(20 * 10);
  }

  @Test
  void readsItsTypesFromTheClass() {
    assertThat(sound().spec(READING).summary()).isEqualTo(TypeInformation.of(Sum.class));
    assertThat(sound().spec(READING).result()).isEqualTo(TypeInformation.of(Total.class));
  }

  /** Its types cannot be read where it is generic itself. */
  private static final class Generic<A, O> implements Consolidation<Reading, A, O> {

    @Override
    public long eventTime(Reading item) {
      return 0;
    }

    @Override
    public A empty() {
      return null;
    }

    @Override
    public A add(A summary, Reading item) {
      return summary;
    }

    @Override
    public A merge(A summary, A other) {
      return summary;
    }

    @Override
    public O result(String id, String tenant, int version, Window window, A summary) {
      return null;
    }
  }

  @Test
  void isToldTheTypesThatCannotBeRead() {
    ConsolidationStage<Reading, Sum, Total> generic =
        workflow.consolidate("roll-up", new Generic<Sum, Total>()).keyBy(Reading::key).every("1m");
    assertThatThrownBy(() -> generic.spec(READING))
        .hasMessage(
            "consolidation roll-up: a type cannot be read from "
                + Generic.class.getName()
                + "; name it with summary(Type.class)");
    generic.summary(Sum.class);
    assertThatThrownBy(() -> generic.spec(READING)).hasMessageEndingWith("returns(Type.class)");

    assertThat(generic.returns(Total.class).spec(READING).result())
        .isEqualTo(TypeInformation.of(Total.class));
  }

  @Test
  void refusesWhatCannotWorkInOneLine() {
    assertRefused(stage().every("1m"), "either keyBy or sameKey expected, got neither");
    assertRefused(sound().sameKey(), "either keyBy or sameKey expected, got both");
    assertRefused(stage().sameKey(), "every: at least one length expected, got none");
    assertRefused(
        sound().lateness(Duration.ofMillis(-1)), "lateness: 0 or more expected, got PT-0.001S");
    assertRefused(
        sound().lateness(Duration.ofHours(2)).keep(Duration.ofHours(3)),
        "keep: more than the longest window and the lateness together expected, PT3H, got PT3H");
    assertThatThrownBy(() -> stage().every("1w,1mo")).hasMessage("every: 1w does not nest in 1mo");
  }

  private static void assertRefused(ConsolidationStage<Reading, ?, ?> stage, String message) {
    assertThatThrownBy(() -> stage.spec(READING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("consolidation roll-up: " + message);
  }

  @Test
  void refusesAUidThatIsTaken() {
    DataStream<Task<Reading>> tasks =
        StreamExecutionEnvironment.getExecutionEnvironment()
            .fromData(new TaskTypeInfo<>(READING), StageHarness.task("a", new Reading("k", 0, 1)));
    sound().on(tasks);

    assertThatThrownBy(() -> sound().on(tasks)).hasMessage("duplicate stage uid: roll-up");
  }
}
