package io.taskweir.engine.internal;

import io.taskweir.state.Collected;
import io.taskweir.state.Lifetime;
import io.taskweir.state.Task;
import io.taskweir.state.TaskTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.annotation.Nullable;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The items of each key that wait for their trigger.
 *
 * <p>State: {@code batch-items} and {@code batch}, none with a TTL, since what waits is somebody's
 * input; a count or a timer ends them. {@code batch-firings} is what is left of a key without
 * items. The heap holds only a number for the metrics.
 */
final class Collection<I> {

  private final ListState<Task<I>> items;
  private final ValueState<Collected> keys;
  private final ValueState<Long> firings;
  private final AtomicLong waiting = new AtomicLong();

  /** The name of the state in which every key with items has an entry. */
  static final String KEYS = "batch";

  Collection(KeyedStateStore store, TypeInformation<I> item, Duration idle) {
    items = store.getListState(new ListStateDescriptor<>("batch-items", new TaskTypeInfo<>(item)));
    keys = store.getState(new ValueStateDescriptor<>(KEYS, TypeInformation.of(Collected.class)));
    // Too short: firings are numbered from 1 again, and ids repeat. Too long: 9 bytes a key lie.
    firings =
        store.getState(
            Lifetime.since(new ValueStateDescriptor<>("batch-firings", Types.LONG), idle));
  }

  /** What is known of the current key; null where it has no items and no schedule. */
  @Nullable
  Collected key() throws Exception {
    return keys.value();
  }

  /** What is known of the current key, which begins now where nothing is. */
  Collected keyOf(Task<I> item, long now) throws Exception {
    Collected key = keys.value();
    if (key != null) {
      return key;
    }
    Long before = firings.value();
    return Collected.nothing(item.tenant(), before == null ? 0 : before, now);
  }

  void add(Task<I> item) throws Exception {
    items.add(item);
    waiting.incrementAndGet();
  }

  /** Takes out all items of the current key, in order of arrival. */
  List<I> take() throws Exception {
    List<I> taken = new ArrayList<>();
    for (Task<I> item : items.get()) {
      taken.add(item.payload());
    }
    items.clear();
    waiting.addAndGet(-taken.size());
    return taken;
  }

  void put(Collected key) throws Exception {
    keys.update(key);
  }

  /** Keeps nothing of the current key but how often it has fired, and that for a time. */
  void forget(Collected key) throws Exception {
    keys.clear();
    if (key.firings() > 0) {
      firings.update(key.firings());
    }
  }

  /** Counts what the current key holds, once for each key after a restore. */
  void recount(Collected key) {
    waiting.addAndGet(key.count());
  }

  /** Items that wait; read by the metrics' thread. */
  long waiting() {
    return waiting.get();
  }
}
