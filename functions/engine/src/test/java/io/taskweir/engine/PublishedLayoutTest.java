package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.engine.Readings.Reading;
import io.taskweir.engine.Words.Count;
import io.taskweir.engine.Words.Line;
import io.taskweir.state.Task;
import io.taskweir.state.layout.StageKind;
import io.taskweir.state.layout.StateLayout;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

/** What a job keeps is told before it starts, by the code that keeps it. */
class PublishedLayoutTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final StreamExecutionEnvironment environment = ClusterJob.environment();
  private final Workflow workflow = Workflow.named("words");

  private DataStream<Line> lines() {
    return environment.fromData(new Line("a", "b c")).uid("lines-in");
  }

  private Map<String, String> parameters() {
    return environment.getConfig().getGlobalJobParameters().toMap();
  }

  @Test
  void tellsTheStatesOfAStage() {
    workflow
        .stage("count-words", new Words())
        .keyBy(Line::key)
        .memoize(HOUR)
        .on(lines(), Line::key);

    assertThat(parameters())
        .containsEntry("taskweir.workflow", "words")
        .containsEntry("taskweir.version", "dev")
        .containsEntry("taskweir.state.count-words-intake", "intake; account operator-list Account")
        .containsEntry(
            "taskweir.state.count-words",
            "stage; key (Long, Long); envelope 1; account operator-list Account; claim value Claim"
                + " ttl 1 h; followers list Task<Words$Line>; followers-count value Integer;"
                + " memo-result value List<Task<Words$Count>> ttl 61 min; memo-single value"
                + " List<Task<Words$Line>> ttl 61 min; waiting-retry map String Retry; waiting-task"
                + " map String Task<Words$Line>; timers retries")
        .containsEntry(
            "taskweir.record.Claim",
            "io.taskweir.state: content Long, done boolean, firstHigh long, firstLow long, since"
                + " Long")
        .containsEntry("taskweir.record.Words$Line", "io.taskweir.engine: key String, text String");
  }

  /** Decides how many lines there were. */
  private static final class Decide implements TaskFunction<Gathered<Count, Count>, Integer> {

    private static final long serialVersionUID = 1L;

    @Override
    public void run(Gathered<Count, Count> gathered, TaskContext<Integer> context) {
      context.emit(gathered.findings().size());
    }
  }

  @Test
  void tellsTheStatesOfAJoin() {
    var lines = workflow.stage("split", new Words()).keyBy(Line::key).on(lines(), Line::key);
    var counts = workflow.stage("count", new Words()).on(lines.output(Words.SINGLE));
    workflow.join("decide", new Decide()).on(lines.manifests(), counts.outcomes());

    assertThat(parameters())
        .containsEntry(
            "taskweir.state.decide-gather",
            "join; key (Long, Long); envelope 1; account operator-list Account; announced map"
                + " String String; decided value Boolean ttl 1 h; findings map String"
                + " Task<Outcome<Words$Count>>; gather-timer value Long; manifest value"
                + " Task<Manifest<Words$Count>>; missing value Integer; timers timeouts")
        .containsEntry(
            "taskweir.record.Manifest<Words$Count>",
            "io.taskweir.engine: children List<Manifest$Child>, parked Words$Count");
  }

  @Test
  void tellsTheStatesOfATriggerAndOfAConsolidation() {
    var readings = environment.fromData(new Reading("a", 1, 1)).uid("readings-in");
    DataStream<Task<Reading>> tasks =
        workflow
            .<Reading, Reading>stage("pass", (reading, context) -> context.emit(reading))
            .returns(Reading.class)
            .on(readings, Reading::key)
            .results();
    workflow.consolidate("roll-up", new Readings()).keyBy(Reading::key).every("1m,1h").on(tasks);
    workflow
        .<Reading, Reading>batch("report", (batch, context) -> {})
        .returns(Reading.class)
        .keyBy(Reading::key)
        .when(Trigger.after(10))
        .on(tasks);

    assertThat(parameters())
        .containsEntry(
            "taskweir.state.report-collect",
            "trigger; key (Long, Long); envelope 1; account operator-list Account; batch value"
                + " Collected; batch-firings value Long ttl 30 d; batch-items list"
                + " Task<Readings$Reading>; timers batches")
        .containsEntry(
            "taskweir.state.roll-up",
            "consolidation; key (Long, Long); windows 1m,1h in Z; account operator-list Account;"
                + " delta map Long Readings$Sum ttl 400 d; fired value long[] ttl 400 d; highest-clock"
                + " union Long; layout union String; timeline value Timeline<Readings$Sum> ttl 400 d; total map Long"
                + " WindowTotal<Readings$Sum> ttl 400 d; timers windows");
  }

  /** A function of an adopter's own. */
  private static final class Remember
      extends KeyedProcessFunction<Tuple2<Long, Long>, Task<Line>, String> {

    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(Task<Line> task, Context context, Collector<String> out) {
      out.collect(task.payload().text());
    }
  }

  @Test
  void tellsTheStatesThatAFunctionDeclares() {
    var tasks = workflow.stage("pass-lines", new Words()).keyBy(Line::key).on(lines(), Line::key);
    var remembered =
        Workflow.onSameKey(tasks.output(Words.SINGLE).stream())
            .process(new Remember())
            .uid("remember");
    var seen = new ValueStateDescriptor<>("last seen; or so", TypeInformation.of(Line.class));

    workflow.declares(
        remembered,
        seen,
        new ListStateDescriptor<>("key", Types.STRING),
        new MapStateDescriptor<>(
            "by-hour", Types.LONG, Types.LIST(Types.OBJECT_ARRAY(Types.STRING))));

    assertThat(seen.isSerializerInitialized()).isFalse();
    assertThat(parameters())
        .containsEntry(
            "taskweir.state.remember",
            "function; key (Long, Long); by-hour map Long List<String[]>; key list String;"
                + " last+seen%3B+or+so value Words$Line; timers user-timers");
    assertThat(StateLayout.of(parameters()).stages().get("remember").state("last seen; or so"))
        .isPresent();
  }

  @Test
  void asksForAUidBeforeStatesAreDeclared() {
    var nameless = lines().filter(line -> true);

    assertThatThrownBy(() -> workflow.declares(nameless))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a uid expected before its states are declared");
  }

  @Test
  void namesWhatElseIsInTheGraph() {
    var counts = workflow.stage("count", new Words()).keyBy(Line::key).on(lines(), Line::key);
    counts.values().sinkTo(new DiscardingSink<>()).uid("nowhere");

    workflow.publishLayout(environment);

    StateLayout layout = StateLayout.of(parameters());
    assertThat(layout.stages().keySet())
        .containsExactly("count", "count-intake", "count-values", "lines-in", "nowhere");
    assertThat(layout.stages().get("lines-in").kind()).isEqualTo(StageKind.SOURCE);
    assertThat(layout.stages().get("count-values").kind()).isEqualTo(StageKind.STATELESS);
    assertThat(layout.stages().get("nowhere").kind()).isEqualTo(StageKind.SINK);
  }

  @Test
  void keepsTheParametersThatWereThereAndThoseOfOtherWorkflows() {
    environment.getConfig().setGlobalJobParameters(Configuration.fromMap(Map.of("tenant", "acme")));
    environment.setMaxParallelism(64);
    workflow.stage("count", new Words()).on(lines(), Line::key);
    Workflow.named("more").stage("count-more", new Words()).on(lines(), Line::key);

    StateLayout layout = StateLayout.of(parameters());

    assertThat(parameters()).containsEntry("tenant", "acme");
    assertThat(layout.workflow()).isEqualTo("words, more");
    assertThat(layout.maxParallelism()).isEqualTo(64);
    assertThat(layout.stages().keySet())
        .containsExactly("count", "count-intake", "count-more", "count-more-intake");
  }

  @Test
  void readsWhatItWrites() {
    tellsTheStatesOfATriggerAndOfAConsolidation();
    tellsTheStatesOfAJoin();
    tellsTheStatesThatAFunctionDeclares();

    StateLayout layout = StateLayout.of(parameters());

    assertThat(StateLayout.of(layout.parameters())).isEqualTo(layout);
    assertThat(layout.parameters()).isEqualTo(parameters());
    assertThat(layout.records())
        .containsKey("io.taskweir.engine.Batch<io.taskweir.engine.Readings$Reading>");
  }
}
