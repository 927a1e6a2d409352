package io.taskweir.engine.internal;

import io.taskweir.state.layout.KeptState;
import io.taskweir.state.layout.StateKind;
import io.taskweir.state.layout.TypeLayout;
import io.taskweir.state.layout.TypesSeen;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.flink.api.common.functions.SerializerFactory;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.AggregatingState;
import org.apache.flink.api.common.state.AggregatingStateDescriptor;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.state.ReducingState;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.util.InstantiationUtil;

/**
 * What an operator asks of Flink's state stores, noted at wiring: the very code that declares its
 * states when it starts is run once on stores that only take notes and give no state. So there is
 * no second list of states that could say something else.
 */
final class RecordedStates {

  private final TypesSeen types;
  private final List<KeptState> states = new ArrayList<>();

  /** Notes states, and in {@code types} what they are made of. */
  RecordedStates(TypesSeen types) {
    this.types = types;
  }

  /** What was asked for so far. */
  List<KeptState> states() {
    return states;
  }

  /** A store of a key's states that takes notes. */
  KeyedStateStore keyed() {
    return new Keyed();
  }

  /** A store of an operator's states that takes notes. */
  OperatorStateStore operator() {
    return new Operator();
  }

  /** Notes a state of a key that is declared elsewhere; the descriptor is left as it is. */
  void note(StateDescriptor<?, ?> descriptor) {
    StateKind kind =
        switch (descriptor.getType()) {
          case VALUE -> StateKind.VALUE;
          case LIST -> StateKind.LIST;
          case MAP -> StateKind.MAP;
          case REDUCING -> StateKind.REDUCING;
          case AGGREGATING -> StateKind.AGGREGATING;
          default ->
              throw new IllegalArgumentException(
                  "state " + descriptor.getName() + ": unknown kind " + descriptor.getType());
        };
    try {
      // The descriptor is Flink's class, what it describes is of the job's jar.
      note(
          kind,
          InstantiationUtil.clone(descriptor, Thread.currentThread().getContextClassLoader()));
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "state " + descriptor.getName() + ": its descriptor cannot be copied", e);
    }
  }

  private void note(StateKind kind, StateDescriptor<?, ?> descriptor) {
    TypeLayout type = typeOf(descriptor);
    boolean parts = !type.isOpaque() && !type.arguments().isEmpty();
    boolean keyed = kind == StateKind.MAP || kind == StateKind.BROADCAST;
    boolean map = parts && keyed;
    boolean list =
        parts
            && (kind == StateKind.LIST
                || kind == StateKind.UNION
                || kind == StateKind.OPERATOR_LIST);
    TypeLayout value = map ? type.arguments().get(1) : list ? type.arguments().get(0) : type;
    states.add(
        new KeptState(
            descriptor.getName(),
            kind,
            // Of a map that is told by serializers alone, neither part is known.
            map ? type.arguments().get(0) : keyed ? type : null,
            value,
            lifetime(descriptor.getTtlConfig())));
  }

  @Nullable
  private static Duration lifetime(StateTtlConfig ttl) {
    return ttl.isEnabled() ? ttl.getTimeToLive() : null;
  }

  /** A descriptor tells its type only to who makes its serializer. */
  private TypeLayout typeOf(StateDescriptor<?, ?> descriptor) {
    Told told = new Told();
    descriptor.initializeSerializerUnlessSet(told);
    return told.type == null
        ? TypeLayout.of(TypeLayout.OPAQUE + descriptor.getSerializer().getClass().getName())
        : types.see(told.type);
  }

  private static final class Told implements SerializerFactory {

    @Nullable private TypeInformation<?> type;

    @Override
    public <T> TypeSerializer<T> createSerializer(TypeInformation<T> told) {
      type = told;
      return told.createSerializer(new SerializerConfigImpl());
    }
  }

  private static UnsupportedOperationException asynchronous(String state) {
    return new UnsupportedOperationException(
        "state " + state + ": asynchronous state is not part of the layout");
  }

  /** No state is there at wiring, so none is given. */
  private final class Keyed implements KeyedStateStore {

    @Override
    @Nullable
    public <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor) {
      note(StateKind.VALUE, descriptor);
      return null;
    }

    @Override
    @Nullable
    public <T> ListState<T> getListState(ListStateDescriptor<T> descriptor) {
      note(StateKind.LIST, descriptor);
      return null;
    }

    @Override
    @Nullable
    public <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> descriptor) {
      note(StateKind.REDUCING, descriptor);
      return null;
    }

    @Override
    @Nullable
    public <I, A, O> AggregatingState<I, O> getAggregatingState(
        AggregatingStateDescriptor<I, A, O> descriptor) {
      note(StateKind.AGGREGATING, descriptor);
      return null;
    }

    @Override
    @Nullable
    public <K, V> MapState<K, V> getMapState(MapStateDescriptor<K, V> descriptor) {
      note(StateKind.MAP, descriptor);
      return null;
    }

    @Override
    public <T> org.apache.flink.api.common.state.v2.ValueState<T> getValueState(
        org.apache.flink.api.common.state.v2.ValueStateDescriptor<T> descriptor) {
      throw asynchronous(descriptor.getStateId());
    }

    @Override
    public <T> org.apache.flink.api.common.state.v2.ListState<T> getListState(
        org.apache.flink.api.common.state.v2.ListStateDescriptor<T> descriptor) {
      throw asynchronous(descriptor.getStateId());
    }

    @Override
    public <K, V> org.apache.flink.api.common.state.v2.MapState<K, V> getMapState(
        org.apache.flink.api.common.state.v2.MapStateDescriptor<K, V> descriptor) {
      throw asynchronous(descriptor.getStateId());
    }

    @Override
    public <T> org.apache.flink.api.common.state.v2.ReducingState<T> getReducingState(
        org.apache.flink.api.common.state.v2.ReducingStateDescriptor<T> descriptor) {
      throw asynchronous(descriptor.getStateId());
    }

    @Override
    public <I, A, O>
        org.apache.flink.api.common.state.v2.AggregatingState<I, O> getAggregatingState(
            org.apache.flink.api.common.state.v2.AggregatingStateDescriptor<I, A, O> descriptor) {
      throw asynchronous(descriptor.getStateId());
    }

    @Override
    public String getBackendTypeIdentifier() {
      return "none";
    }
  }

  private final class Operator implements OperatorStateStore {

    @Override
    @Nullable
    public <K, V> BroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> descriptor) {
      note(StateKind.BROADCAST, descriptor);
      return null;
    }

    @Override
    @Nullable
    public <S> ListState<S> getListState(ListStateDescriptor<S> descriptor) {
      note(StateKind.OPERATOR_LIST, descriptor);
      return null;
    }

    @Override
    @Nullable
    public <S> ListState<S> getUnionListState(ListStateDescriptor<S> descriptor) {
      note(StateKind.UNION, descriptor);
      return null;
    }

    @Override
    public <K, V> BroadcastState<K, V> getBroadcastState(
        org.apache.flink.api.common.state.v2.MapStateDescriptor<K, V> descriptor) {
      throw asynchronous(descriptor.getStateId());
    }

    @Override
    public <S> org.apache.flink.api.common.state.v2.ListState<S> getListState(
        org.apache.flink.api.common.state.v2.ListStateDescriptor<S> descriptor) {
      throw asynchronous(descriptor.getStateId());
    }

    @Override
    public <S> org.apache.flink.api.common.state.v2.ListState<S> getUnionListState(
        org.apache.flink.api.common.state.v2.ListStateDescriptor<S> descriptor) {
      throw asynchronous(descriptor.getStateId());
    }

    @Override
    public Set<String> getRegisteredStateNames() {
      return Set.of();
    }

    @Override
    public Set<String> getRegisteredBroadcastStateNames() {
      return Set.of();
    }
  }
}
