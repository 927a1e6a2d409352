package io.taskweir.engine.internal;

import io.taskweir.state.Task;
import javax.annotation.Nullable;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Tasks, in their envelopes. */
public final class TaskArrivals<I> implements Arrivals<Task<I>, I> {

  private static final long serialVersionUID = 1L;

  private final StageKeySelector<I> keys;

  /** Tasks keyed by {@code keys}. */
  public TaskArrivals(StageKeySelector<I> keys) {
    this.keys = keys;
  }

  @Override
  public Tuple2<Long, Long> getKey(Task<I> task) {
    return keys.getKey(task);
  }

  @Override
  public I item(Task<I> task) {
    return task.payload();
  }

  @Override
  public String tenant(Task<I> task) {
    return task.tenant();
  }

  @Override
  public long deadline(Task<I> task) {
    return task.deadline();
  }

  @Override
  @Nullable
  public Object name(Task<I> task) {
    return keys.name(task);
  }

  @Override
  public Task<I> task(StreamRecord<Task<I>> element, Reports<I> reports, long now) {
    return element.getValue();
  }
}
