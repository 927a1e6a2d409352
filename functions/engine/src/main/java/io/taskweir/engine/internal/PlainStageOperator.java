package io.taskweir.engine.internal;

import io.taskweir.engine.Manifest;
import io.taskweir.engine.Outcome;
import io.taskweir.state.Task;
import javax.annotation.Nullable;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/** A stage whose only input is its tasks. */
final class PlainStageOperator<I, O> extends StageOperator<I, O>
    implements OneInputStreamOperator<Task<I>, Task<O>>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  PlainStageOperator(
      StreamOperatorParameters<Task<O>> parameters,
      StageSpec<I, O> spec,
      @Nullable OutputTag<Task<Outcome<O>>> outcomes,
      @Nullable OutputTag<Task<Manifest<O>>> manifests) {
    super(parameters, spec, outcomes, manifests);
  }

  @Override
  public void processElement(StreamRecord<Task<I>> element) throws Exception {
    process(element);
  }

  @Override
  public void endInput() throws Exception {
    drain();
  }
}
