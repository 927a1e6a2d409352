package io.taskweir.engine.internal;

import io.taskweir.state.Account;
import io.taskweir.state.Setting;
import javax.annotation.Nullable;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * All states of a stage, declared in one place: for the operator when it starts, and for the
 * layout.
 *
 * @param claims null where every task runs
 * @param shared null where it shares no entries
 * @param waiting the tasks that wait
 * @param account what it has counted
 * @param settings null where it reads none
 * @param settingsAccount what became of these; null where it reads none
 */
record StageStates<I>(
    @Nullable Claims<I> claims,
    @Nullable SharedState shared,
    Waiting<I> waiting,
    ListState<Account> account,
    @Nullable BroadcastState<String, Setting> settings,
    @Nullable ListState<Account> settingsAccount) {

  /** The timer service of a stage, in processing time. */
  static final String TIMERS = "retries";

  static <I> StageStates<I> declare(
      KeyedStateStore keyed, OperatorStateStore operator, StageSpec<I, ?> spec) throws Exception {
    boolean reads = spec.reads() != null;
    return new StageStates<>(
        spec.claims() == null ? null : new Claims<>(keyed, spec, spec.claims()),
        spec.sharedLifetime() == null ? null : new SharedState(keyed, spec.sharedLifetime()),
        new Waiting<>(keyed, spec.input()),
        Accounts.declare(operator, Accounts.STATE),
        reads ? operator.getBroadcastState(byName()) : null,
        reads ? Accounts.declare(operator, "settings-account") : null);
  }

  private static MapStateDescriptor<String, Setting> byName() {
    return new MapStateDescriptor<>("settings", Types.STRING, TypeInformation.of(Setting.class));
  }
}
