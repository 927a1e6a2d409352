package io.taskweir.engine;

import java.io.Serializable;
import java.util.List;

/**
 * One small piece of work: the whole of what a user writes.
 *
 * <p>A task is a transaction. What it emits and shares is held in its context and takes effect when
 * {@link #run} returns; a throw leaves nothing behind. It keeps nothing between calls: what it
 * needs it is handed, so any instance may run any task, again, on another machine.
 *
 * <p>To end an input for good throw {@link Rejection}. Any other exception is retried, and after
 * the last attempt the input becomes a dead letter. What is too large to serialise (a model, a
 * parser) is made in {@link #open}.
 *
 * @param <I> the input, a flat immutable record
 * @param <O> the result
 */
@FunctionalInterface
public interface TaskFunction<I, O> extends Serializable {

  /** Prepares what is not serializable; called once on each instance, before any task. */
  default void open() throws Exception {}

  /** The typed outputs that {@link #run} may emit to besides its result. */
  default List<Output<?>> outputs() {
    return List.of();
  }

  /**
   * Runs one task.
   *
   * @throws Rejection when this input can never pass
   * @throws Exception when it may pass on another attempt
   */
  void run(I input, TaskContext<O> context) throws Exception;
}
