package io.taskweir.engine.internal;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What the windows in state mean: their lengths and their zone. Operator state {@code layout}, one
 * line, the same in every subtask. A consolidation that is restored with others would add readings
 * to windows of another length, unseen: so it refuses to start.
 */
final class Layout {

  private Layout() {}

  /** The state that keeps it. */
  static ListState<String> declare(OperatorStateStore store) throws Exception {
    return store.getUnionListState(new ListStateDescriptor<>("layout", Types.STRING));
  }

  /** Lengths and zone in one line. */
  static String of(ConsolidateSpec<?, ?, ?> spec) {
    return spec.lengths().stream().map(Object::toString).collect(Collectors.joining(","))
        + " in "
        + spec.zone().getId();
  }

  /**
   * Keeps the layout of {@code spec} in {@code state}, or finds that it is what state holds.
   *
   * @throws IllegalStateException in one line where state holds another
   */
  static void keep(ListState<String> state, ConsolidateSpec<?, ?, ?> spec) throws Exception {
    String declared = of(spec);
    for (String held : state.get()) {
      if (!held.equals(declared)) {
        throw new IllegalStateException(
            "stage %s: its state has windows of %s, the job declares %s: declare the former, or start without this state"
                .formatted(spec.place().stage(), held, declared));
      }
    }
    state.update(List.of(declared));
  }
}
