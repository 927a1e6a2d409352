package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.BatchingWiringTest.CountLines;
import io.taskweir.engine.Words.Count;
import io.taskweir.engine.Words.Line;
import io.taskweir.state.Task;
import io.taskweir.state.TaskTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stage on batches in a job: the task behind the trigger is a stage like any other. */
class BatchJobTest {

  @RegisterExtension static final MiniClusterExtension CLUSTER = ClusterJob.cluster();

  @Test
  void aBoundedJobEndsWithAllItemsInBatchesThoughEachTaskFailsAtFirst() throws Exception {
    List<Task<Line>> lines = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      lines.add(StageHarness.task("line-" + i, new Line("key-" + i % 20, "text")));
    }
    Workflow workflow =
        Workflow.named("words")
            .settings(
                StageSettings.DEFAULTS.withRetries(3, Duration.ofMillis(5), Duration.ofMillis(10)));
    var source =
        ClusterJob.environment().fromData(lines, TaskTypeInfo.ofPayload(Line.class)).uid("lines");

    List<Count> reports =
        ClusterJob.run(
            workflow
                .batch("report", new CountLines())
                .keyBy(Line::key)
                .when(Trigger.after(7))
                .on(source)
                .values());

    assertThat(reports).hasSize(40);
    assertThat(reports).filteredOn(new Count("COUNT", 7)::equals).hasSize(20);
    assertThat(reports).filteredOn(new Count("END", 3)::equals).hasSize(20);
  }
}
