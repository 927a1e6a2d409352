package io.taskweir.engine.internal;

import io.taskweir.engine.Manifest;
import io.taskweir.engine.Outcome;
import io.taskweir.state.Account;
import io.taskweir.state.Lifetime;
import io.taskweir.state.Task;
import io.taskweir.state.TaskTypeInfo;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/**
 * All states of what gathers for a join, declared in one place: for the operator when it starts,
 * and for the layout; and what it takes to bring a run there and back.
 *
 * @param manifest what a stage parked
 * @param findings outcomes by child
 * @param announced the output of each child that another child announced, by its task id; not read,
 *     since it follows from the findings, but a version that reads it can go on from here
 * @param missing how many expected children have not ended, there once the manifest is; as {@code
 *     announced}
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
        // The first five end when the run does, which its timer makes sure of.
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

  /** The current run as state has it; null where it has nothing of it. */
  @Nullable
  Gathering<M, F> read(Tuple2<Long, Long> key, Map<String, String> answers) throws Exception {
    Long due = timer.value();
    if (due == null) {
      return null;
    }
    Gathering<M, F> read = new Gathering<>(key, due, true, answers);
    Task<Manifest<M>> parked = manifest.value();
    if (parked != null) {
      read.announce(parked);
    }
    for (Task<Outcome<F>> ended : findings.values()) {
      read.end(ended);
    }
    read.markWritten();
    return read;
  }

  /** Writes what state does not have of the current run, and sees to it that it ends. */
  void write(Gathering<M, F> run, InternalTimerService<VoidNamespace> timers) throws Exception {
    if (run.newManifest() != null) {
      manifest.update(run.manifest());
    }
    for (Task<Outcome<F>> ended : run.newFindings()) {
      findings.put(ended.id().hex(), ended);
      for (Manifest.Child child : ended.payload().announced()) {
        if (run.isAnswered(child)) {
          announced.put(child.id(), child.output());
        }
      }
    }
    if (run.manifest() != null) {
      missing.update(run.missing());
    }
    if (!run.isInState()) {
      timer.update(run.due());
      timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, run.due());
    }
  }

  /** Forgets the current run, but not whether it was decided. */
  void clear(Gathering<M, F> run, InternalTimerService<VoidNamespace> timers) {
    if (run.isInState()) {
      timers.deleteProcessingTimeTimer(VoidNamespace.INSTANCE, run.due());
      manifest.clear();
      findings.clear();
      announced.clear();
      missing.clear();
      timer.clear();
    }
  }
}
