package io.taskweir.engine.internal;

import io.taskweir.engine.Key;
import io.taskweir.state.Task;
import java.io.IOException;
import javax.annotation.Nullable;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The records of a stream, of the default tenant. One gets an envelope only where something is said
 * of it, so that the many of which nothing is cost no id.
 */
public final class RecordArrivals<I> implements Arrivals<I, I> {

  private static final long serialVersionUID = 1L;

  /** All records without a key go to one place, where they are dead letters. */
  private static final Tuple2<Long, Long> NO_KEY = Tuple2.of(0L, 0L);

  private final Key<I> key;
  private final Roots<I> roots;

  /**
   * Records keyed by {@code key}, named by {@code id} where {@code place} says something of one.
   */
  public RecordArrivals(Key<I> key, Key<I> id, StageSpec.Place place) {
    this.key = key;
    this.roots = new Roots<>(id, place);
  }

  @Override
  public Tuple2<Long, Long> getKey(I record) {
    String value = StageKeySelector.keyOrNull(key, record);
    return value == null
        ? NO_KEY
        : StageKeySelector.tuple(StageKeySelector.hash(Task.DEFAULT_TENANT, value));
  }

  @Override
  public I item(I record) {
    return record;
  }

  @Override
  public String tenant(I record) {
    return Task.DEFAULT_TENANT;
  }

  @Override
  public long deadline(I record) {
    return Task.NO_DEADLINE;
  }

  @Override
  @Nullable
  public Object name(I record) {
    return StageKeySelector.keyOrNull(key, record);
  }

  /** A record without an id is named by what it says. */
  @Override
  public Task<I> task(StreamRecord<I> element, Reports<I> reports, long now) throws IOException {
    Task<I> named = roots.named(element, now);
    return named == null ? roots.unnamed(element, reports.inputOf(element.getValue()), now) : named;
  }
}
