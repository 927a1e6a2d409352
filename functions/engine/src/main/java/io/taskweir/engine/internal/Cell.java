package io.taskweir.engine.internal;

import io.taskweir.state.Lifetime;
import java.time.Duration;
import javax.annotation.Nullable;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * A value with a lifetime, one under the stage's key (where the given key is ignored) or one for
 * each key within it. The first is a fifth cheaper, so it is used wherever it can be.
 */
interface Cell<V> {

  @Nullable
  V get(String key) throws Exception;

  void put(String key, V value) throws Exception;

  void remove(String key) throws Exception;

  static <V> Cell<V> of(
      KeyedStateStore store,
      String name,
      TypeInformation<V> type,
      Duration lifetime,
      boolean withinKey) {
    return withinKey
        ? new WithinKey<>(
            store.getMapState(
                Lifetime.since(new MapStateDescriptor<>(name, Types.STRING, type), lifetime)))
        : new UnderKey<>(
            store.getState(Lifetime.since(new ValueStateDescriptor<>(name, type), lifetime)));
  }

  /** One value under the stage's key. */
  record UnderKey<V>(ValueState<V> state) implements Cell<V> {

    @Override
    @Nullable
    public V get(String key) throws Exception {
      return state.value();
    }

    @Override
    public void put(String key, V value) throws Exception {
      state.update(value);
    }

    @Override
    public void remove(String key) {
      state.clear();
    }
  }

  /** A value for each key within the stage's key. */
  record WithinKey<V>(MapState<String, V> state) implements Cell<V> {

    @Override
    @Nullable
    public V get(String key) throws Exception {
      return state.get(key);
    }

    @Override
    public void put(String key, V value) throws Exception {
      state.put(key, value);
    }

    @Override
    public void remove(String key) throws Exception {
      state.remove(key);
    }
  }
}
