package io.taskweir.engine;

import io.taskweir.state.Content;
import io.taskweir.state.Task;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * What a task is handed besides its input, and where it puts what it makes. Valid during {@code
 * run} and on its thread only.
 *
 * @param <O> the task's result
 */
public interface TaskContext<O> {

  /** The envelope: ids, tenant, depth, attempt, source. */
  Task<?> task();

  /** Emits a result; its id counts it among the results of this task. */
  default void emit(O result) {
    emit("", result);
  }

  /** Emits a result whose id does not depend on the order of emission but on {@code childKey}. */
  void emit(String childKey, O result);

  /** Emits to a typed output. */
  default <P> void emit(Output<P> output, P value) {
    emit(output, "", value);
  }

  /** Emits to a typed output, under a child key. */
  <P> void emit(Output<P> output, String childKey, P value);

  /**
   * The expiring entries under this stage's key; the stage must declare {@code shares(...)}.
   *
   * @throws IllegalStateException where it does not
   */
  SharedEntries shared();

  /** A private directory with a quota, gone when this attempt ends. */
  Scratch scratch();

  /** Opens bytes that came in, wherever they lie. */
  InputStream open(Content content) throws IOException;

  /**
   * Stores large bytes once and returns what may travel in their stead. A blob may stay behind when
   * the task then fails: it is content-addressed and expires, so that is harmless.
   */
  Content store(byte[] bytes) throws IOException;

  /** Processing time. Nothing that a result says may depend on it if the result is memoized. */
  Instant now();
}
