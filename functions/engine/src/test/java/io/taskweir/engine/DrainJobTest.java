package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.ObeyScript.Said;
import io.taskweir.engine.ObeyScript.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A bounded job ends with all its results: retries that wait keep to their times meanwhile. */
class DrainJobTest {

  @RegisterExtension static final MiniClusterExtension CLUSTER = ClusterJob.cluster();

  private static final int INPUTS = 200;

  /** The names of all results, and every dead letter as {@code dead REASON ATTEMPTS}. */
  private static List<String> run(String script, StageSettings settings) throws Exception {
    List<Scene> scenes = new ArrayList<>();
    for (int i = 0; i < INPUTS; i++) {
      scenes.add(new Scene("scene" + i, "key" + i % 20, "", script));
    }
    Workflow workflow = Workflow.named("drained").settings(settings);
    DataStream<Scene> source = ClusterJob.environment().fromData(scenes).uid("scenes");
    StageStreams<Said> obeyed =
        workflow.stage("obey", new ObeyScript(false)).keyBy(Scene::key).on(source, Scene::name);
    DataStream<String> results = obeyed.values().map(Said::name).returns(Types.STRING).uid("names");
    DataStream<String> letters =
        workflow
            .deadLetters()
            .map(letter -> "dead " + letter.reason() + " " + letter.attempts().size())
            .returns(Types.STRING)
            .uid("letters");
    return ClusterJob.run(results.union(letters));
  }

  @Test
  void endsWithAllResultsThoughEveryTaskFailsTwice() throws Exception {
    List<String> said =
        run(
            "FFS",
            StageSettings.DEFAULTS.withRetries(5, Duration.ofMillis(50), Duration.ofSeconds(1)));

    assertThat(said)
        .hasSize(INPUTS)
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).startsWith("scene"));
  }

  @Test
  void retriesThatAreDueTooLateAreBroughtForward() throws Exception {
    StageSettings patient =
        StageSettings.DEFAULTS
            .withRetries(5, Duration.ofHours(1), Duration.ofHours(2))
            .withDrainTimeout(Duration.ofMillis(200));

    assertThat(run("FS", patient))
        .hasSize(INPUTS)
        .doesNotHaveDuplicates()
        .noneMatch(said -> said.startsWith("dead"));
    assertThat(run("FFS", patient)).hasSize(INPUTS).containsOnly("dead EXHAUSTED 2");
  }
}
