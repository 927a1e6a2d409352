package io.taskweir.job;

import static io.taskweir.job.WorkflowStage.stage;

import io.taskweir.engine.Missed;
import io.taskweir.engine.StageSettings.AuditLevel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The workflows that this jar has, with the names of their stages and what each can be set to. */
public final class ShippedWorkflow {

  /** Messages to verdicts. */
  public static final ShippedWorkflow EMAIL =
      new ShippedWorkflow(
          "email",
          EmailWorkflow::build,
          stage("parse-mail").with(Options.ONCE_TTL, Duration.ofDays(7)),
          stage("analyze-text"),
          stage("analyze-link").with(Options.MEMO_TTL, Duration.ofHours(6)),
          stage("analyze-attachment").with(Options.MEMO_TTL, Duration.ofHours(24)),
          stage("analyze-sender"),
          stage("classify-mail"),
          stage("decide").with(Options.JOIN_TIMEOUT, Duration.ofMinutes(2)),
          triggered("digest"),
          quiet("join-feedback").with(Options.HOLD, Duration.ofDays(1)));

  /** Readings to roll-ups. */
  public static final ShippedWorkflow SENSORS =
      new ShippedWorkflow(
          "sensors",
          SensorsWorkflow::build,
          quiet("receive-readings"),
          quiet("split-readings"),
          quiet("validate-reading").with(Options.HOLD, Duration.ofDays(1)),
          quiet("drop-duplicates").with(Options.ONCE_TTL, Duration.ofDays(7)),
          quiet("roll-up"),
          triggered("report"));

  private static final List<ShippedWorkflow> ALL = List.of(EMAIL, SENSORS);

  private final String label;
  private final BiConsumer<StreamExecutionEnvironment, JobConfig> graph;
  private final List<WorkflowStage> stages;

  private ShippedWorkflow(
      String label,
      BiConsumer<StreamExecutionEnvironment, JobConfig> graph,
      WorkflowStage... stages) {
    this.label = label;
    this.graph = graph;
    this.stages = List.of(stages);
  }

  /** All of them. */
  public static List<ShippedWorkflow> all() {
    return ALL;
  }

  /** The workflow of that name, as {@code flink run} gives it. */
  public static ShippedWorkflow named(String name) {
    return ALL.stream()
        .filter(workflow -> workflow.label.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigException(
                    "unknown workflow: " + ConfigException.quote(name) + "; expected " + names()));
  }

  /** Its name in topics, options and on the command line. */
  public String label() {
    return label;
  }

  /** Adds its graph to {@code environment}; what cannot be wired so ends the start in one line. */
  public void build(StreamExecutionEnvironment environment, JobConfig config) {
    for (WorkflowStage stage : stages) {
      config.stage(label, stage.name()).requireConnections(environment.getParallelism());
    }
    try {
      graph.accept(environment, config);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(e.getMessage());
    }
  }

  /** The names of its stages that can be set, in the order in which work passes them. */
  public List<String> stageNames() {
    return stages.stream().map(WorkflowStage::name).toList();
  }

  List<WorkflowStage> stages() {
    return stages;
  }

  Optional<WorkflowStage> stageNamed(String name) {
    return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
  }

  /** A stage of many small tasks: an event for each would outweigh them. */
  private static WorkflowStage quiet(String name) {
    return stage(name).with(Options.AUDIT, AuditLevel.FAILURES);
  }

  /** A stage that takes what has gathered, every hour or when it is much. */
  private static WorkflowStage triggered(String name) {
    return stage(name)
        .with(Options.TRIGGER_ITEMS, 10_000)
        .with(Options.TRIGGER_SCHEDULE, "0 * * * *")
        .with(Options.TRIGGER_ZONE, "UTC")
        .with(Options.TRIGGER_WAIT, Duration.ZERO)
        .with(Options.TRIGGER_JITTER, Duration.ofMinutes(5))
        .with(Options.TRIGGER_MISSED, Missed.ONE);
  }

  static String names() {
    return ALL.stream().map(ShippedWorkflow::label).collect(Collectors.joining(", "));
  }
}
