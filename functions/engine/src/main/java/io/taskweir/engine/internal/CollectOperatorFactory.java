package io.taskweir.engine.internal;

import io.taskweir.engine.Batch;
import io.taskweir.state.Task;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the operators that collect for a trigger. */
public final class CollectOperatorFactory<I> extends AbstractStreamOperatorFactory<Task<Batch<I>>>
    implements OneInputStreamOperatorFactory<Task<I>, Task<Batch<I>>> {

  private static final long serialVersionUID = 1L;

  private final CollectSpec<I> spec;

  /** A factory of what {@code spec} tells. */
  public CollectOperatorFactory(CollectSpec<I> spec) {
    this.spec = spec;
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T extends StreamOperator<Task<Batch<I>>>> T createStreamOperator(
      StreamOperatorParameters<Task<Batch<I>>> parameters) {
    return (T) new CollectOperator<>(parameters, spec);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return CollectOperator.class;
  }
}
