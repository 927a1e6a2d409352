package io.taskweir.engine.internal;

import io.taskweir.state.Account;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.OperatorStateStore;

/**
 * All states of a consolidation, declared in one place: for the operator when it starts, and for
 * the layout.
 *
 * @param rollup the windows
 * @param layout what they mean
 * @param account what it has counted
 */
record ConsolidateStates<A>(
    Rollup<A> rollup, ListState<String> layout, ListState<Account> account) {

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
        Accounts.declare(operator, Accounts.STATE));
  }
}
