package io.taskweir;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonOptionsKeys;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys;
import org.apache.flink.runtime.state.ttl.TtlStateFactory.TtlSerializer;

/** What a savepoint says that it holds: the states of each operator, as Flink wrote them down. */
final class SavedStates {

  private static final ClassLoader CLASSES = SavedStates.class.getClassLoader();

  private final Map<OperatorID, OperatorState> operators = new HashMap<>();

  /** Reads the metadata in {@code folder}, which lies among the test resources. */
  SavedStates(String folder) throws IOException {
    String file = "/" + folder + "/_metadata";
    // States that are larger lie in files of their own beside it.
    String place = SavedStates.class.getResource(file).toString();
    try (var in = new DataInputStream(SavedStates.class.getResourceAsStream(file))) {
      CheckpointMetadata metadata = Checkpoints.loadCheckpointMetadata(in, CLASSES, place);
      for (OperatorState operator : metadata.getOperatorStates()) {
        operators.put(operator.getOperatorID(), operator);
      }
    }
  }

  /** The operators that have a place in the savepoint. */
  Set<OperatorID> operators() {
    return operators.keySet();
  }

  /** Each state of an operator in a line: name, kind, and whether it has a lifetime. */
  Set<String> statesOf(OperatorID id) throws IOException {
    Set<String> lines = new TreeSet<>();
    for (OperatorSubtaskState subtask : operators.get(id).getStates()) {
      for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
        for (StateMetaInfoSnapshot info : keyed((KeyGroupsStateHandle) handle)) {
          lines.add(line(info));
        }
      }
      for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
        for (StateMetaInfoSnapshot info : ofOperator(handle)) {
          lines.add(line(info));
        }
      }
    }
    return lines;
  }

  private static List<StateMetaInfoSnapshot> keyed(KeyGroupsStateHandle handle) throws IOException {
    var proxy = new KeyedBackendSerializationProxy<>(CLASSES);
    try (var in = handle.openInputStream()) {
      proxy.read(new DataInputViewStreamWrapper(in));
    }
    return proxy.getStateMetaInfoSnapshots();
  }

  private static List<StateMetaInfoSnapshot> ofOperator(OperatorStateHandle handle)
      throws IOException {
    var proxy = new OperatorBackendSerializationProxy(CLASSES);
    try (var in = handle.openInputStream()) {
      proxy.read(new DataInputViewStreamWrapper(in));
    }
    List<StateMetaInfoSnapshot> infos = new ArrayList<>(proxy.getOperatorStateMetaInfoSnapshots());
    infos.addAll(proxy.getBroadcastStateMetaInfoSnapshots());
    return infos;
  }

  private static String line(StateMetaInfoSnapshot info) {
    return switch (info.getBackendStateType()) {
      case PRIORITY_QUEUE -> "timers " + info.getName().replaceFirst(".*timer_state/[a-z]*_", "");
      case KEY_VALUE ->
          info.getName()
              + " "
              + info.getOption(CommonOptionsKeys.KEYED_STATE_TYPE).toLowerCase(Locale.ROOT)
              + (expires(info) ? " ttl" : "");
      case OPERATOR, BROADCAST -> info.getName() + " " + mode(info);
      default -> throw new IllegalStateException("unknown kind of state: " + info);
    };
  }

  private static String mode(StateMetaInfoSnapshot info) {
    String mode = info.getOption(CommonOptionsKeys.OPERATOR_STATE_DISTRIBUTION_MODE);
    return mode.equals("SPLIT_DISTRIBUTE") ? "operator-list" : mode.toLowerCase(Locale.ROOT);
  }

  private static boolean expires(StateMetaInfoSnapshot info) {
    TypeSerializer<?> kept =
        info.getTypeSerializerSnapshot(CommonSerializerKeys.VALUE_SERIALIZER).restoreSerializer();
    if (kept instanceof MapSerializer<?, ?> map) {
      return map.getValueSerializer() instanceof TtlSerializer<?>;
    }
    return kept instanceof ListSerializer<?> list
        ? list.getElementSerializer() instanceof TtlSerializer<?>
        : kept instanceof TtlSerializer<?>;
  }
}
