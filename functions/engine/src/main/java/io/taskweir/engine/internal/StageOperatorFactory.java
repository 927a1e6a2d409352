package io.taskweir.engine.internal;

import io.taskweir.engine.Manifest;
import io.taskweir.engine.Outcome;
import io.taskweir.state.Setting;
import io.taskweir.state.Task;
import javax.annotation.Nullable;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;
import org.apache.flink.util.OutputTag;

/**
 * Makes the operators of a stage. What listens to it (a join) is known only after the stage is
 * wired, so those outputs are switched on until the graph is handed over. A stage that reads
 * settings has two inputs, any other one.
 */
public final class StageOperatorFactory<I, O> extends AbstractStreamOperatorFactory<Task<O>>
    implements OneInputStreamOperatorFactory<Task<I>, Task<O>>,
        TwoInputStreamOperatorFactory<Task<I>, Setting, Task<O>> {

  private static final long serialVersionUID = 1L;

  private final StageSpec<I, O> spec;
  @Nullable private OutputTag<Task<Outcome<O>>> outcomes;
  @Nullable private OutputTag<Task<Manifest<O>>> manifests;

  /** A factory of the stage that {@code spec} tells. */
  public StageOperatorFactory(StageSpec<I, O> spec) {
    this.spec = spec;
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  /** Switches the stream of outcomes on. */
  public void announceOutcomes(OutputTag<Task<Outcome<O>>> tag) {
    outcomes = tag;
  }

  /** Switches the stream of manifests on. */
  public void announceManifests(OutputTag<Task<Manifest<O>>> tag) {
    manifests = tag;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T extends StreamOperator<Task<O>>> T createStreamOperator(
      StreamOperatorParameters<Task<O>> parameters) {
    return (T)
        (spec.reads() == null
            ? new PlainStageOperator<>(parameters, spec, outcomes, manifests)
            : new SettingsStageOperator<>(parameters, spec, spec.reads(), outcomes, manifests));
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return spec.reads() == null ? PlainStageOperator.class : SettingsStageOperator.class;
  }
}
