package io.taskweir.deploy;

import io.taskweir.connectors.kafka.KafkaFeed;
import io.taskweir.job.JobConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What differs between the workflows that run over bounded input.
 *
 * @param workflow its name, in topics and on the command line
 * @param inputs what an input is called, in the plural
 * @param results what comes out
 * @param mainLine the stages that every input passes until it has its result, in order: an input
 *     whose task fails here is rejected
 * @param entry the one of them that removes duplicates
 * @param branches the stages beside that line, which look at parts of an input: a task that fails
 *     here is a dead letter of its own, and the input still gets its result
 * @param settings those that the workflow reads, by name
 * @param feed hands all inputs over
 * @param graph adds the workflow to an environment
 */
record WorkflowPlan(
    String workflow,
    String inputs,
    RunResults results,
    List<String> mainLine,
    String entry,
    List<String> branches,
    Map<String, String> settings,
    Feed feed,
    Graph graph) {

  /** Hands over all inputs of a run, once. */
  interface Feed {
    void to(KafkaFeed topic, Runnable after) throws IOException;
  }

  /** Adds a workflow to an environment. */
  interface Graph {
    void build(StreamExecutionEnvironment environment, JobConfig config);
  }

  /** The stages in the order in which a reader of a table expects them. */
  List<String> stages() {
    int before = mainLine.indexOf(entry) + 1;
    var all = new ArrayList<>(mainLine.subList(0, before));
    all.addAll(branches);
    all.addAll(mainLine.subList(before, mainLine.size()));
    return List.copyOf(all);
  }

  /** The stage that makes results. */
  String last() {
    return mainLine.get(mainLine.size() - 1);
  }
}
