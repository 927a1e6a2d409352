package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.Words.Line;
import io.taskweir.state.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.MDC;

/** Stages of one key run in one chain, and every record is where its key belongs. */
class SameKeyTest {

  @RegisterExtension static final MiniClusterExtension CLUSTER = ClusterJob.cluster();

  private static final int INPUTS = 400;
  private static final int KEYS = 50;

  /**
   * Where a record was.
   *
   * @param text what it said
   * @param high the key under which it came, high half
   * @param low low half
   * @param subtask the label of the subtask that had it
   */
  public record Place(String text, long high, long low, String subtask) {}

  /** Hands each word on, by its result and by its output. */
  private static final class Split implements TaskFunction<Line, Line> {

    @Override
    public List<Output<?>> outputs() {
      return List.of(Words.SINGLE);
    }

    @Override
    public void run(Line line, TaskContext<Line> context) {
      context.emit(line);
      context.emit(Words.SINGLE, line);
    }
  }

  /** Says where it is. */
  private static final class Locate implements TaskFunction<Line, Place> {

    @Override
    public void run(Line line, TaskContext<Place> context) {
      TaskId key = context.task().key();
      context.emit(new Place(line.text(), key.high(), key.low(), MDC.get("subtask")));
    }
  }

  private final StreamExecutionEnvironment job = ClusterJob.environment();
  private final Workflow workflow = Workflow.named("places");
  private final StageStreams<Line> split =
      workflow
          .stage("split-lines", new Split())
          .keyBy(Line::key)
          .on(job.fromData(lines()).uid("lines"), Line::text);
  private final StageStreams<Place> byResult =
      workflow
          .stage("locate-results", new Locate())
          .sameKey()
          .once(Line::text, Duration.ofHours(1))
          .on(split.results());
  private final StageStreams<Place> byOutput =
      workflow
          .stage("locate-children", new Locate())
          .sameKey()
          .once(Duration.ofHours(1))
          .on(split.output(Words.SINGLE));

  private static List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < INPUTS; i++) {
      lines.add(new Line("key" + i % KEYS, "line" + i));
    }
    return lines;
  }

  @Test
  void stagesOfOneKeyAreOneVertexOfTheJobGraph() {
    byResult.values();
    byOutput.values();

    List<String> vertices = new ArrayList<>();
    for (JobVertex vertex : job.getStreamGraph(false).getJobGraph().getVertices()) {
      vertices.add(vertex.getName());
    }
    assertThat(vertices)
        .filteredOn(name -> name.contains("locate"))
        .singleElement()
        .satisfies(
            name ->
                assertThat(name)
                    .startsWith("split-lines ->")
                    .contains("locate-results")
                    .contains("locate-children"));
  }

  @Test
  void everyRecordIsInTheSubtaskOfItsKey() throws Exception {
    List<Place> places = ClusterJob.run(byResult.values());

    assertThat(places).extracting(Place::text).hasSize(INPUTS).doesNotHaveDuplicates();
    assertThat(places).allSatisfy(SameKeyTest::isWhereItsKeyBelongs);
    Set<String> subtasks = new HashSet<>();
    places.forEach(place -> subtasks.add(place.subtask()));
    assertThat(subtasks).containsExactlyInAnyOrder("1/2", "2/2");
  }

  @Test
  void aStageOnAnOutputStaysOnTheKeyToo() throws Exception {
    List<Place> places = ClusterJob.run(byOutput.values());

    assertThat(places).hasSize(KEYS).allSatisfy(SameKeyTest::isWhereItsKeyBelongs);
  }

  private static void isWhereItsKeyBelongs(Place place) {
    int subtask =
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            Tuple2.of(place.high(), place.low()),
            StageHarness.MAX_PARALLELISM,
            ClusterJob.PARALLELISM);
    assertThat(place.subtask()).isEqualTo((subtask + 1) + "/" + ClusterJob.PARALLELISM);
  }
}
