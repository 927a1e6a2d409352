package io.taskweir.engine.internal;

import io.taskweir.engine.Gathered;
import io.taskweir.engine.Manifest;
import io.taskweir.engine.Outcome;
import io.taskweir.state.Task;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;

/** Makes the operators that gather for a join. */
public final class GatherOperatorFactory<M, F>
    extends AbstractStreamOperatorFactory<Task<Gathered<M, F>>>
    implements TwoInputStreamOperatorFactory<
        Task<Manifest<M>>, Task<Outcome<F>>, Task<Gathered<M, F>>> {

  private static final long serialVersionUID = 1L;

  private final GatherSpec<M, F> spec;

  /** A factory of what {@code spec} tells. */
  public GatherOperatorFactory(GatherSpec<M, F> spec) {
    this.spec = spec;
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T extends StreamOperator<Task<Gathered<M, F>>>> T createStreamOperator(
      StreamOperatorParameters<Task<Gathered<M, F>>> parameters) {
    return (T) new GatherOperator<>(parameters, spec);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return GatherOperator.class;
  }
}
