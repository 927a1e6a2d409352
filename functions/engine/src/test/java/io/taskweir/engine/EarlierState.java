package io.taskweir.engine;

import io.taskweir.engine.RestartedStage.Backend;
import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.state.Task;
import java.util.List;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** State as an earlier build left it, written by a function that declares it as that one did. */
final class EarlierState {

  private EarlierState() {}

  /** What {@code earlier} keeps of these tasks, as one subtask at time 0. */
  static <T> Subtasks.Snapshot written(
      KeyedProcessFunction<Tuple2<Long, Long>, Task<T>, Void> earlier,
      StageKeySelector<T> keys,
      Backend backend,
      List<Task<T>> tasks)
      throws Exception {
    try (var subtasks =
        new Subtasks<>(
            (parallelism, subtask) -> {
              var harness =
                  new KeyedOneInputStreamOperatorTestHarness<>(
                      new KeyedProcessOperator<>(earlier),
                      keys,
                      StageKeySelector.TYPE,
                      Subtasks.MAX_PARALLELISM,
                      parallelism,
                      subtask);
              harness.setStateBackend(backend.make());
              return harness;
            })) {
      subtasks.start(1, 0, null);
      for (Task<T> task : tasks) {
        subtasks.of(keys.getKey(task)).processElement(new StreamRecord<>(task));
      }
      return subtasks.snapshot();
    }
  }
}
