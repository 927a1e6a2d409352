package io.taskweir.engine.internal;

import io.taskweir.state.Task;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the operators of a consolidation. */
public final class ConsolidateOperatorFactory<X, I, A, O>
    extends AbstractStreamOperatorFactory<Task<O>>
    implements OneInputStreamOperatorFactory<X, Task<O>> {

  private static final long serialVersionUID = 1L;

  private final ConsolidateSpec<I, A, O> spec;
  private final Arrivals<X, I> arrivals;

  /** A factory of what {@code spec} tells, for what arrives as {@code arrivals}. */
  public ConsolidateOperatorFactory(ConsolidateSpec<I, A, O> spec, Arrivals<X, I> arrivals) {
    this.spec = spec;
    this.arrivals = arrivals;
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T extends StreamOperator<Task<O>>> T createStreamOperator(
      StreamOperatorParameters<Task<O>> parameters) {
    return (T) new ConsolidateOperator<>(parameters, spec, arrivals);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return ConsolidateOperator.class;
  }
}
