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

  /**
   * Keeps the layout of {@code spec}, or finds that it is what state holds.
   *
   * @throws IllegalStateException in one line where state holds another
   */
  static void keep(OperatorStateStore store, ConsolidateSpec<?, ?, ?> spec) throws Exception {
    ListState<String> state =
        store.getUnionListState(new ListStateDescriptor<>("layout", Types.STRING));
    String declared =
        spec.lengths().stream().map(Object::toString).collect(Collectors.joining(","))
            + " in "
            + spec.zone().getId();
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
