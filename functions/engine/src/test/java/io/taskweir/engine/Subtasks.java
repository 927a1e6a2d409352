package io.taskweir.engine;

import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/**
 * The subtasks of one keyed operator on one manual clock: they are stopped, and started again from
 * a snapshot, as fewer or more than before.
 */
final class Subtasks<H extends AbstractStreamOperatorTestHarness<?>> implements AutoCloseable {

  /** Key groups; a real job has 128, but each costs a table per state in every snapshot. */
  static final int MAX_PARALLELISM = 8;

  private final Maker<H> maker;
  private final List<H> running = new ArrayList<>();
  private long checkpoint;
  private long now;

  /** Makes one subtask of several, not yet open. */
  interface Maker<H> {
    H make(int parallelism, int subtask) throws Exception;
  }

  /** The state of all subtasks, and how many they were. */
  record Snapshot(OperatorSubtaskState state, int parallelism) {}

  Subtasks(Maker<H> maker) {
    this.maker = maker;
  }

  /** Stops what runs, then starts {@code parallelism} subtasks at {@code time}. */
  void start(int parallelism, long time, @Nullable Snapshot from) throws Exception {
    close();
    now = time;
    for (int subtask = 0; subtask < parallelism; subtask++) {
      H harness = maker.make(parallelism, subtask);
      running.add(harness);
      harness.setStateTtlProcessingTime(now);
      harness.setProcessingTime(now);
      if (from == null) {
        harness.initializeEmptyState();
      } else {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                from.state, MAX_PARALLELISM, from.parallelism, parallelism, subtask));
      }
      harness.open();
    }
  }

  /** The subtask that has {@code key}. */
  H of(Tuple2<Long, Long> key) {
    return running.get(
        KeyGroupRangeAssignment.assignKeyToParallelOperator(key, MAX_PARALLELISM, running.size()));
  }

  List<H> all() {
    return running;
  }

  long now() {
    return now;
  }

  /** Sets the clock, in epoch milliseconds; timers that are due fire, all at that time. */
  void clock(long time) throws Exception {
    now = time;
    for (H harness : running) {
      clock(harness, time);
    }
  }

  static void clock(AbstractStreamOperatorTestHarness<?> harness, long time) throws Exception {
    harness.setStateTtlProcessingTime(time);
    harness.setProcessingTime(time);
  }

  Snapshot snapshot() throws Exception {
    checkpoint++;
    List<OperatorSubtaskState> states = new ArrayList<>();
    for (H harness : running) {
      harness.prepareSnapshotPreBarrier(checkpoint);
      states.add(harness.snapshot(checkpoint, now));
    }
    return new Snapshot(
        AbstractStreamOperatorTestHarness.repackageState(
            states.toArray(OperatorSubtaskState[]::new)),
        running.size());
  }

  /** One number of the account, over all subtasks. */
  long account(String stage, String what) {
    return running.stream()
        .mapToLong(
            harness ->
                (Long)
                    operator(harness)
                        .getRuntimeContext()
                        .getAccumulator("stage/" + stage + "/" + what)
                        .getLocalValue())
        .sum();
  }

  /** How many keys have something in the keyed state {@code name}. */
  long keysIn(String name) {
    return running.stream()
        .mapToLong(
            harness ->
                operator(harness)
                    .getKeyedStateBackend()
                    .getKeys(name, VoidNamespace.INSTANCE)
                    .distinct()
                    .count())
        .sum();
  }

  /** How many timers are set. */
  int timers() {
    return running.stream()
        .mapToInt(AbstractStreamOperatorTestHarness::numProcessingTimeTimers)
        .sum();
  }

  @Override
  public void close() throws Exception {
    for (H harness : running) {
      harness.close();
    }
    running.clear();
  }

  private static AbstractStreamOperator<?> operator(AbstractStreamOperatorTestHarness<?> harness) {
    return harness.getOperator();
  }
}
