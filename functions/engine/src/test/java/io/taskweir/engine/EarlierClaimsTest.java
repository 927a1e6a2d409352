package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.RestartedStage.Backend;
import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.engine.Words.Count;
import io.taskweir.engine.Words.Line;
import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.Claim;
import io.taskweir.state.Lifetime;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Claims from a version that kept them otherwise, by Flink's serializer of records or with who was
 * first, go on to suppress.
 */
class EarlierClaimsTest {

  private static final Duration TTL = Duration.ofMinutes(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Line LINE = new Line("k", "one");
  private static final Line OTHER = new Line("l", "one");
  private static final Task<Line> FIRST = StageHarness.task("a", LINE);

  private static Stage<Line, Count> stage() {
    return Workflow.named("words").stage("count-words", new Words()).keyBy(Line::key);
  }

  /** A stage as the first builds wrote its claims, with every task done or none. */
  private static final class Earlier
      extends KeyedProcessFunction<Tuple2<Long, Long>, Task<Line>, Void> {

    private static final long serialVersionUID = 1L;

    private final boolean done;
    private transient ValueState<Claim> claim;

    Earlier(boolean done) {
      this.done = done;
    }

    @Override
    public void open(OpenContext context) {
      claim =
          getRuntimeContext()
              .getState(
                  Lifetime.since(new ValueStateDescriptor<>("claim", Bytes.claimByFlink()), TTL));
    }

    @Override
    public void processElement(Task<Line> task, Context context, Collector<Void> out)
        throws Exception {
      claim.update(Claim.of(done, task.id(), null));
    }
  }

  /** The same where the claim's key lies within the stage's. */
  private static final class EarlierWithinKey
      extends KeyedProcessFunction<Tuple2<Long, Long>, Task<Line>, Void> {

    private static final long serialVersionUID = 1L;

    private transient MapState<String, Claim> claims;

    @Override
    public void open(OpenContext context) {
      claims =
          getRuntimeContext()
              .getMapState(
                  Lifetime.since(
                      new MapStateDescriptor<>("claim", Types.STRING, Bytes.claimByFlink()), TTL));
    }

    @Override
    public void processElement(Task<Line> task, Context context, Collector<Void> out)
        throws Exception {
      Tuple2<Long, Long> hash = StageKeySelector.byPayload(Line::text, false).getKey(task);
      claims.put(new TaskId(hash.f0, hash.f1).hex(), Claim.of(true, task.id(), null));
    }
  }

  private static Subtasks.Snapshot written(
      KeyedProcessFunction<Tuple2<Long, Long>, Task<Line>, Void> earlier,
      Backend backend,
      List<Task<Line>> tasks)
      throws Exception {
    var keys = stage().spec(TypeInformation.of(Line.class)).keys();
    return EarlierState.written(earlier, keys, backend, tasks);
  }

  @ParameterizedTest
  @EnumSource
  void thoseOfFlinksSerializerSuppressAndSayWhoWasFirst(Backend backend) throws Exception {
    var written = written(new Earlier(true), backend, List.of(FIRST));
    try (var stage = new RestartedStage<>(stage().once(TTL), Line.class, backend)) {
      stage.subtasks.start(1, MINUTE.toMillis(), written);
      stage.send("b", LINE);
      stage.send("c", OTHER);

      assertThat(stage.results()).containsExactly(new Count("l", 1));
      assertThat(suppressed(stage)).extracting(AuditEvent::first).containsExactly(FIRST.id().hex());

      stage.clock(TTL.toMillis());
      stage.send("d", LINE);
      assertThat(stage.results()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void thoseOfFlinksSerializerWithinAKeySuppress(Backend backend) throws Exception {
    var written = written(new EarlierWithinKey(), backend, List.of(FIRST));
    try (var stage = new RestartedStage<>(stage().once(Line::text, TTL), Line.class, backend)) {
      stage.subtasks.start(1, MINUTE.toMillis(), written);
      stage.send("b", LINE);
      stage.send("c", new Line("k", "two words"));

      assertThat(stage.results()).containsExactly(new Count("k", 2));
      assertThat(suppressed(stage)).extracting(AuditEvent::first).containsExactly(FIRST.id().hex());
    }
  }

  /**
   * A claim that its task left behind when the code changed; with nothing that waits it is none.
   */
  @ParameterizedTest
  @EnumSource
  void thoseOfFlinksSerializerThatAreNotDoneAreNotTakenForDone(Backend backend) throws Exception {
    var written = written(new Earlier(false), backend, List.of(FIRST));
    try (var stage = new RestartedStage<>(stage().once(TTL), Line.class, backend)) {
      stage.subtasks.start(1, MINUTE.toMillis(), written);
      stage.send("b", LINE);

      assertThat(stage.results()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoWasFirstIsKeptOnlyWhereSuppressedTasksAreAudited(Backend backend) throws Exception {
    Stage<Line, Count> terse =
        stage().once(TTL).settings(StageSettings.DEFAULTS.withAudit(AuditLevel.FAILURES));
    Subtasks.Snapshot snapshot;
    try (var stage = new RestartedStage<>(terse, Line.class, backend)) {
      stage.send(FIRST);
      stage.send("b", LINE);
      assertThat(stage.account("suppressed")).isEqualTo(1);
      assertThat(stage.audit()).isEmpty();
      snapshot = stage.subtasks.snapshot();
    }
    try (var stage = new RestartedStage<>(stage().once(TTL), Line.class, backend)) {
      stage.subtasks.start(1, MINUTE.toMillis(), snapshot);
      Task<Line> other = StageHarness.task("c", OTHER);
      stage.send("d", LINE);
      stage.send(other);
      stage.send("e", OTHER);

      assertThat(suppressed(stage))
          .extracting(AuditEvent::first)
          .containsExactly(null, other.id().hex());
    }
  }

  private static List<AuditEvent> suppressed(RestartedStage<?, ?> stage) {
    return stage.audit().stream()
        .filter(event -> event.event() == AuditEvent.Event.SUPPRESSED)
        .toList();
  }
}
