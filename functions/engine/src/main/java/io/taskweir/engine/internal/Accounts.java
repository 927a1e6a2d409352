package io.taskweir.engine.internal;

import io.taskweir.state.Account;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What a stage has counted, exact across restarts and at every audit level: operator state {@code
 * account}, and Flink accumulators {@code stage/STAGE/started} and so on that start from it.
 *
 * <p>No lifetime: it is six numbers a subtask. On rescaling Flink deals the old subtasks' accounts
 * out and each new one goes on from the sum of those it gets.
 */
final class Accounts {

  /** The name of the state. */
  static final String STATE = "account";

  private final ListState<Account> state;
  private final LongCounter started = new LongCounter();
  private final LongCounter succeeded = new LongCounter();
  private final LongCounter suppressed = new LongCounter();
  private final LongCounter dead = new LongCounter();
  private final LongCounter retried = new LongCounter();
  private final LongCounter late = new LongCounter();

  /** Goes on from what {@code state} holds. */
  Accounts(ListState<Account> state, RuntimeContext runtime, String stage) throws Exception {
    this.state = state;
    for (Account account : state.get()) {
      started.add(account.started());
      succeeded.add(account.succeeded());
      suppressed.add(account.suppressed());
      dead.add(account.dead());
      retried.add(account.retried());
      late.add(account.late());
    }
    register(runtime, stage, "started", started);
    register(runtime, stage, "succeeded", succeeded);
    register(runtime, stage, "suppressed", suppressed);
    register(runtime, stage, "dead", dead);
    register(runtime, stage, "retried", retried);
    register(runtime, stage, "late", late);
  }

  /** The state of an account; an operator that keeps two gives the second a name of its own. */
  static ListState<Account> declare(OperatorStateStore store, String name) throws Exception {
    return store.getListState(new ListStateDescriptor<>(name, TypeInformation.of(Account.class)));
  }

  void snapshot() throws Exception {
    state.update(java.util.List.of(current()));
  }

  /** What has been counted so far. */
  Account current() {
    return new Account(
        started.getLocalValuePrimitive(),
        succeeded.getLocalValuePrimitive(),
        suppressed.getLocalValuePrimitive(),
        dead.getLocalValuePrimitive(),
        retried.getLocalValuePrimitive(),
        late.getLocalValuePrimitive());
  }

  void started() {
    started.add(1L);
  }

  void succeeded() {
    succeeded.add(1L);
  }

  void suppressed() {
    suppressed.add(1L);
  }

  void dead() {
    dead.add(1L);
  }

  void retried() {
    retried.add(1L);
  }

  void late() {
    late.add(1L);
  }

  private static void register(
      RuntimeContext runtime, String stage, String what, LongCounter counter) {
    runtime.addAccumulator("stage/" + stage + "/" + what, counter);
  }
}
