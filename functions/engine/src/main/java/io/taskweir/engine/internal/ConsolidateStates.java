package io.taskweir.engine.internal;

import io.taskweir.state.Account;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * All states of a consolidation, declared in one place: for the operator when it starts, and for
 * the layout.
 *
 * @param rollup the windows
 * @param layout what they mean
 * @param highestClock the highest clock of a key, of each subtask: no item is late that is not by
 *     it
 * @param account what it has counted
 */
record ConsolidateStates<A>(
    Rollup<A> rollup,
    ListState<String> layout,
    ListState<Long> highestClock,
    ListState<Account> account) {

  /** The timer service of a consolidation, in event time. */
  static final String TIMERS = "windows";

  static <A> ConsolidateStates<A> declare(
      KeyedStateStore keyed,
      OperatorStateStore operator,
      ConsolidateSpec<?, A, ?> spec,
      Levels levels)
      throws Exception {
    return new ConsolidateStates<>(
        new Rollup<>(keyed, spec, levels),
        Layout.declare(operator),
        operator.getUnionListState(new ListStateDescriptor<>("highest-clock", Types.LONG)),
        Accounts.declare(operator, Accounts.STATE));
  }
}
