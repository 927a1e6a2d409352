package io.taskweir.engine.internal;

import io.taskweir.state.Task;
import java.io.IOException;
import javax.annotation.Nullable;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * What a consolidation takes in: tasks, or the records of any stream.
 *
 * @param <X> what arrives
 * @param <I> the item in it
 */
public interface Arrivals<X, I> extends KeySelector<X, Tuple2<Long, Long>> {

  /** The item in what has arrived. */
  I item(X arrived);

  /** Whose it is. */
  String tenant(X arrived);

  /**
   * When it is worth nothing any more, in epoch milliseconds; {@link Task#NO_DEADLINE} for never.
   */
  long deadline(X arrived);

  /**
   * What its key is called, without the cost of hashing it: equal for two of one operator where
   * {@link #getKey} is. Null where no key can be had.
   */
  @Nullable
  Object name(X arrived);

  /** Its envelope, for what is said of it. */
  Task<I> task(StreamRecord<X> arrived, Reports<I> reports, long now) throws IOException;
}
