package io.taskweir.engine.internal;

import io.taskweir.engine.Manifest;
import io.taskweir.engine.Outcome;
import io.taskweir.state.Account;
import io.taskweir.state.Lifetime;
import io.taskweir.state.Task;
import io.taskweir.state.TaskTypeInfo;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * All states of what gathers for a join, declared in one place: for the operator when it starts,
 * and for the layout.
 *
 * @param manifest what a stage parked
 * @param findings outcomes by child
 * @param announced the output of each child that another child announced, by its task id
 * @param missing how many announced children have not ended; there once the manifest is
 * @param timer the timeout that is set
 * @param decided a tombstone
 * @param account what it has counted
 */
record GatherStates<M, F>(
    ValueState<Task<Manifest<M>>> manifest,
    MapState<String, Task<Outcome<F>>> findings,
    MapState<String, String> announced,
    ValueState<Integer> missing,
    ValueState<Long> timer,
    ValueState<Boolean> decided,
    ListState<Account> account) {

  /** The timer service of a join, in processing time. */
  static final String TIMERS = "timeouts";

  static <M, F> GatherStates<M, F> declare(
      KeyedStateStore keyed, OperatorStateStore operator, GatherSpec<M, F> spec) throws Exception {
    var manifestType = new TaskTypeInfo<>(Payloads.manifest(spec.parked()));
    var outcomeType = new TaskTypeInfo<>(Payloads.outcome(spec.finding()));
    return new GatherStates<>(
        // The first five end when the join fires, which its timer makes sure of.
        keyed.getState(new ValueStateDescriptor<>("manifest", manifestType)),
        keyed.getMapState(new MapStateDescriptor<>("findings", Types.STRING, outcomeType)),
        keyed.getMapState(new MapStateDescriptor<>("announced", Types.STRING, Types.STRING)),
        keyed.getState(new ValueStateDescriptor<>("missing", Types.INT)),
        keyed.getState(new ValueStateDescriptor<>("gather-timer", Types.LONG)),
        // Too short: what comes late begins a second gathering. Too long: nine bytes a run lie
        // longer.
        keyed.getState(
            Lifetime.since(new ValueStateDescriptor<>("decided", Types.BOOLEAN), spec.tombstone())),
        Accounts.declare(operator, Accounts.STATE));
  }
}
