package io.taskweir.engine;

import io.taskweir.engine.internal.StageSpec;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.Task;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * What comes out of a consolidation.
 *
 * @param <O> what a window says
 */
public final class Consolidated<O> {

  private final String uid;
  private final SingleOutputStreamOperator<Task<O>> operator;
  private final TypeInformation<O> result;

  Consolidated(
      String uid, SingleOutputStreamOperator<Task<O>> operator, TypeInformation<O> result) {
    this.uid = uid;
    this.operator = operator;
    this.result = result;
  }

  /**
   * Every version of every window, each window a run of its own, at its last millisecond; also the
   * operator, to set its parallelism or resources.
   */
  public SingleOutputStreamOperator<Task<O>> results() {
    return operator;
  }

  /** The results' payloads alone, for what follows in plain Flink. */
  public DataStream<O> values() {
    String name = uid + "-values";
    return operator.map(Task::payload).returns(result).uid(name).name(name);
  }

  /** The dead letters of this consolidation alone. */
  public DataStream<DeadLetter> deadLetters() {
    return operator.getSideOutput(StageSpec.DEAD_LETTERS);
  }
}
