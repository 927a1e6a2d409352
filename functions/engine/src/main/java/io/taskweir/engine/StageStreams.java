package io.taskweir.engine;

import io.taskweir.engine.internal.Payloads;
import io.taskweir.engine.internal.StageOperatorFactory;
import io.taskweir.engine.internal.StageSpec;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.Task;
import io.taskweir.state.TaskTypeInfo;
import javax.annotation.Nullable;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * What comes out of a stage.
 *
 * @param <O> the task's result
 */
public final class StageStreams<O> {

  private final String stage;
  private final SingleOutputStreamOperator<Task<O>> operator;
  private final StageOperatorFactory<?, O> factory;
  private final StageSpec<?, O> spec;
  @Nullable private final String answersFor;

  StageStreams(
      String stage,
      SingleOutputStreamOperator<Task<O>> operator,
      StageOperatorFactory<?, O> factory,
      StageSpec<?, O> spec,
      @Nullable String answersFor) {
    this.stage = stage;
    this.operator = operator;
    this.factory = factory;
    this.spec = spec;
    this.answersFor = answersFor;
  }

  /** The results; also the operator, to set its parallelism or resources. */
  public SingleOutputStreamOperator<Task<O>> results() {
    return operator;
  }

  /** The results' payloads alone, for what follows in plain Flink. */
  public DataStream<O> values() {
    String uid = stage + "-values";
    return operator.map(Task::payload).returns(spec.result()).uid(uid).name(uid);
  }

  /** What went to a typed output. */
  public <P> Children<P> output(Output<P> output) {
    if (!spec.outputs().contains(output)) {
      throw new IllegalArgumentException(
          "stage "
              + stage
              + ": output "
              + output
              + " is not among the task's outputs(): "
              + spec.outputs());
    }
    return new Children<>(output.name(), operator.getSideOutput(output.tag()));
  }

  /** The dead letters of this stage alone. */
  public DataStream<DeadLetter> deadLetters() {
    return operator.getSideOutput(StageSpec.DEAD_LETTERS);
  }

  /**
   * For a join: what it parks there and which children to expect. Each result of a task is a
   * manifest, so a task that is joined emits one result; one that emits none is not waited for.
   */
  public Manifests<O> manifests() {
    OutputTag<Task<Manifest<O>>> tag =
        new OutputTag<>("manifests", new TaskTypeInfo<>(Payloads.manifest(spec.result())));
    factory.announceManifests(tag);
    return new Manifests<>(operator.getSideOutput(tag), spec);
  }

  /**
   * For a join: how each task of this stage ended. What it sent to outputs of its own is announced
   * with that: the join waits for those children where it hears the stage that takes them.
   */
  public Outcomes<O> outcomes() {
    if (answersFor == null) {
      throw new IllegalArgumentException(
          "stage " + stage + ": a join hears only stages that stand on an output(...) of another");
    }
    OutputTag<Task<Outcome<O>>> tag =
        new OutputTag<>("outcomes", new TaskTypeInfo<>(Payloads.outcome(spec.result())));
    factory.announceOutcomes(tag);
    return new Outcomes<>(stage, answersFor, operator.getSideOutput(tag), spec);
  }

  /**
   * The children that left by one output.
   *
   * @param output the output's name
   * @param stream the children
   */
  public record Children<P>(String output, DataStream<Task<P>> stream) {}

  /**
   * What a fan-out announces.
   *
   * @param stream the manifests
   * @param spec the stage that fans out
   */
  public record Manifests<M>(DataStream<Task<Manifest<M>>> stream, StageSpec<?, M> spec) {}

  /**
   * How a stage's tasks ended.
   *
   * @param stage the stage
   * @param output the output whose children it answers for
   * @param stream the outcomes
   * @param spec the stage
   */
  public record Outcomes<F>(
      String stage, String output, DataStream<Task<Outcome<F>>> stream, StageSpec<?, F> spec) {}
}
