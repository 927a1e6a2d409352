package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.Words.Line;
import io.taskweir.state.Setting;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job of several subtasks reads settings: all have them, and one reports what is bad. */
class SettingsJobTest {

  @RegisterExtension static final MiniClusterExtension CLUSTER = ClusterJob.cluster();

  @Test
  void everySubtaskReadsThemAndABadOneIsReportedOnce() throws Exception {
    StreamExecutionEnvironment job = ClusterJob.environment();
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      lines.add(new Line("key" + i, "line" + i));
    }
    Workflow workflow = Workflow.named("limits");
    DataStream<Setting> settings =
        job.fromData(new Setting("other", 1, "1"), new Setting("line.b", 1, "0")).uid("settings");
    List<Setting> initial =
        List.of(new Setting("line.a", 1, "1"), new Setting("line.c", 1, "no number"));
    StageStreams<String> said =
        workflow
            .stage("say-limits", new LineLimits.Say())
            .keyBy(Line::key)
            .reads(settings, new LineLimits.Schema(), initial)
            .on(job.fromData(lines).uid("lines"), Line::text);
    DataStream<String> letters =
        workflow
            .deadLetters()
            .map(letter -> letter.stage() + " " + letter.reason())
            .returns(Types.STRING)
            .uid("letters");

    List<String> all = ClusterJob.run(said.values().union(letters));

    assertThat(all).filteredOn(one -> one.startsWith("{")).hasSize(200).containsOnly("{a=1}");
    assertThat(all)
        .filteredOn(one -> !one.startsWith("{"))
        .containsExactlyInAnyOrder("say-limits-settings LINE_LIMIT", "say-limits-settings SETTING");
  }
}
