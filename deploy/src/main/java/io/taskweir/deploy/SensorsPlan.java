package io.taskweir.deploy;

import io.taskweir.connectors.files.ReadingFiles;
import io.taskweir.job.ShippedWorkflow;
import java.util.List;
import java.util.Map;

/** The sensors workflow as a bounded run sees it. */
final class SensorsPlan {

  private SensorsPlan() {}

  /**
   * Readings of {@code files}.
   *
   * @param every the lengths of roll-ups, the finest first
   * @param settings those that its stages read, by name
   */
  static WorkflowPlan of(ReadingFiles files, List<String> every, Map<String, String> settings) {
    return new WorkflowPlan(
        "sensors",
        "readings",
        new SensorResults(every),
        List.of(
            "receive-readings", "split-readings", "validate-reading", "drop-duplicates", "roll-up"),
        "drop-duplicates",
        List.of(),
        settings,
        feed(files),
        ShippedWorkflow.SENSORS::build);
  }

  /** Hands over the readings of {@code files}, by time. */
  static WorkflowPlan.Feed feed(ReadingFiles files) {
    return (topic, after) ->
        files.forEach(
            reading -> {
              topic.send(reading.source(), reading.key(), reading.json());
              after.run();
            });
  }
}
