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

  /**
   * Ends this attempt without a result and without failure: the input stays under the stage's key
   * and is run again right after the next task of its key, and what it then emits leaves before
   * what that task emits, without event time. "Next" is one that is not held itself and returns
   * without a hold. The stage must declare {@code holds(...)}: when that time is over since the
   * first hold, or the input has ended, the task is run for the last time, and is a dead letter of
   * this reason if it asks again. What the attempt shares takes effect, unless it is that last one.
   *
   * @param reason an UPPER_SNAKE code that the task owns
   * @param detail one line: what is waited for
   * @throws IllegalStateException where the stage does not declare it, or the attempt has emitted
   */
  void hold(String reason, String detail);

  /** Whether an earlier run of this task has called {@link #hold}. */
  boolean isHeld();

  /**
   * The settings that the stage declares with {@code reads(...)}, as they are now.
   *
   * @throws IllegalStateException where it declares none of this type
   */
  <S> S settings(Class<S> type);

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
