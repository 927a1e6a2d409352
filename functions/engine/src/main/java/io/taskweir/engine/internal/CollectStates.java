package io.taskweir.engine.internal;

import io.taskweir.state.Account;
import java.time.Duration;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.OperatorStateStore;

/**
 * All states of a trigger, declared in one place: for the operator when it starts, and for the
 * layout.
 *
 * @param collection the items that wait
 * @param account what it has counted
 */
record CollectStates<I>(Collection<I> collection, ListState<Account> account) {

  /** The timer service of a trigger, in processing time. */
  static final String TIMERS = "batches";

  static <I> CollectStates<I> declare(
      KeyedStateStore keyed, OperatorStateStore operator, CollectSpec<I> spec) throws Exception {
    Duration idle = Duration.ofMillis(spec.trigger().idleMillis());
    return new CollectStates<>(
        new Collection<>(keyed, spec.item(), idle), Accounts.declare(operator, Accounts.STATE));
  }
}
