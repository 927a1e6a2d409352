package io.taskweir.engine.internal;

import io.taskweir.engine.Key;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Puts the records of an existing job into envelopes, named by the user's own id. A record whose id
 * cannot be had ends the job: unlike a message from outside, it is the job's own bug, and without
 * an id nothing that follows could be exactly once.
 */
public final class EnvelopeOperator<I> extends AbstractStreamOperator<Task<I>>
    implements OneInputStreamOperator<I, Task<I>> {

  private static final long serialVersionUID = 1L;

  private final Key<I> id;
  private final String stage;

  /** Names records by {@code id} on their way into {@code stage}. */
  public EnvelopeOperator(Key<I> id, String stage) {
    this.id = id;
    this.stage = stage;
  }

  @Override
  public void processElement(StreamRecord<I> element) {
    I record = element.getValue();
    String name = id.of(record);
    if (name == null) {
      throw new IllegalArgumentException("stage " + stage + ": a record's id is null");
    }
    long createdAt =
        element.hasTimestamp()
            ? element.getTimestamp()
            : processingTimeService.getCurrentProcessingTime();
    TaskId root = TaskId.ofCaller(Task.DEFAULT_TENANT, name);
    output.collect(
        element.replace(
            Task.root(root, Task.DEFAULT_TENANT, createdAt, Task.NO_DEADLINE, null, record)));
  }
}
