package io.taskweir.engine.internal;

import io.taskweir.state.layout.RecordLayout;
import io.taskweir.state.layout.StageKind;
import io.taskweir.state.layout.StageLayout;
import io.taskweir.state.layout.StateLayout;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;

/**
 * The layout of a job that is being wired, among the global parameters of its environment. These
 * are all that it is kept in, so that several workflows in one job make one layout.
 */
public final class PublishedLayout {

  private final StreamExecutionEnvironment environment;
  private final String workflow;
  private final String version;

  /** The layout in {@code environment}, as {@code workflow} adds to it. */
  public PublishedLayout(StreamExecutionEnvironment environment, String workflow, String version) {
    this.environment = environment;
    this.workflow = workflow;
    this.version = version;
  }

  /** Adds an operator. */
  public void add(OperatorLayout operator) {
    StateLayout before = current();
    Map<String, StageLayout> stages = new TreeMap<>(before.stages());
    stages.put(operator.stage().uid(), operator.stage());
    Map<String, RecordLayout> records = new TreeMap<>(before.records());
    records.putAll(operator.records());
    publish(stages, records);
  }

  /** Adds what else is in the graph: sources, sinks, and functions that declare no state. */
  public void addAllElse() {
    StateLayout before = current();
    Map<String, StageLayout> stages = new TreeMap<>(before.stages());
    StreamGraph graph = environment.getStreamGraph(false);
    for (StreamNode node : graph.getStreamNodes()) {
      String uid = node.getTransformationUID();
      if (uid != null) {
        stages.computeIfAbsent(uid, name -> StageLayout.of(name, kind(graph, node)));
      }
    }
    publish(stages, before.records());
  }

  private static StageKind kind(StreamGraph graph, StreamNode node) {
    if (graph.getSourceIDs().contains(node.getId())) {
      return StageKind.SOURCE;
    }
    if (FlinkFunctions.isSink(node)) {
      return StageKind.SINK;
    }
    return FlinkFunctions.mayHaveState(node) ? StageKind.UNDECLARED : StageKind.STATELESS;
  }

  private StateLayout current() {
    Map<String, String> parameters = parameters();
    return StateLayout.isIn(parameters)
        ? StateLayout.of(parameters)
        : new StateLayout("", version, 0, Map.of(), Map.of());
  }

  private void publish(Map<String, StageLayout> stages, Map<String, RecordLayout> records) {
    Map<String, String> parameters = parameters();
    Set<String> workflows = new LinkedHashSet<>(Arrays.asList(current().workflow().split(", ")));
    workflows.remove("");
    workflows.add(workflow);
    StateLayout layout =
        new StateLayout(
            String.join(", ", workflows),
            version,
            Math.max(0, environment.getMaxParallelism()),
            stages,
            records);
    environment.getConfig().setGlobalJobParameters(Configuration.fromMap(layout.in(parameters)));
  }

  private Map<String, String> parameters() {
    return environment.getConfig().getGlobalJobParameters().toMap();
  }
}
