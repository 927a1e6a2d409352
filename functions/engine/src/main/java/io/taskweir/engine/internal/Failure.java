package io.taskweir.engine.internal;

import io.taskweir.engine.Rejection;
import io.taskweir.engine.Scratch;
import io.taskweir.state.FailureClass;
import io.taskweir.state.TaskId;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.annotation.Nullable;

/**
 * What a failed attempt means.
 *
 * @param retryable whether another attempt may help
 * @param reason the dead letter's code, should it become one
 * @param failureClass what it asks of its reader
 * @param error type and message in one line of at most 500 characters
 * @param cause equal for failures of one cause: the error's type and where it was thrown
 */
record Failure(
    boolean retryable, String reason, FailureClass failureClass, String error, String cause) {

  private static final int LONGEST_ERROR = 500;
  private static final String EXHAUSTED = "EXHAUSTED";

  /** The meaning of what a task threw. */
  static Failure of(Throwable thrown) {
    Throwable error = unwrapped(thrown);
    if (error instanceof Rejection rejection) {
      return new Failure(
          false,
          rejection.reason(),
          rejection.failureClass(),
          oneLine(rejection.getMessage()),
          rejection.reason());
    }
    if (error instanceof StackOverflowError) {
      return new Failure(
          false,
          "STACK_OVERFLOW",
          FailureClass.POISON,
          "the task overflowed its stack on this input",
          cause(error));
    }
    return new Failure(true, EXHAUSTED, classOf(error), describe(error), cause(error));
  }

  /** A failure of the engine's own finding: no task ran, or none may run again. */
  static Failure of(String reason, FailureClass failureClass, String detail) {
    return new Failure(false, reason, failureClass, oneLine(detail), reason);
  }

  /** 16 hex digits, equal for dead letters of one cause in one stage. */
  String fingerprint(StageSpec.Place place) {
    return TaskId.derive("fingerprint", place.workflow(), place.stage(), reason, cause)
        .hex()
        .substring(0, 16);
  }

  private static FailureClass classOf(Throwable error) {
    if (error instanceof Scratch.QuotaExceeded) {
      return FailureClass.RESOURCE;
    }
    return error instanceof RuntimeException || error instanceof Error
        ? FailureClass.BUG
        : FailureClass.TRANSIENT;
  }

  private static Throwable unwrapped(Throwable thrown) {
    boolean wrapper =
        thrown instanceof ExecutionException
            || thrown instanceof CompletionException
            || thrown instanceof UncheckedIOException;
    return wrapper && thrown.getCause() != null ? unwrapped(thrown.getCause()) : thrown;
  }

  private static String describe(Throwable error) {
    String message = message(error);
    return oneLine(error.getClass().getName() + (message == null ? "" : ": " + message));
  }

  /** The error's message; it is the user's code that makes it, so it may fail as well. */
  @Nullable
  private static String message(Throwable error) {
    try {
      return error.getMessage();
    } catch (RuntimeException | StackOverflowError e) {
      return "its message cannot be had: " + e.getClass().getName();
    }
  }

  private static String cause(Throwable error) {
    StackTraceElement[] stack = error.getStackTrace();
    return error.getClass().getName()
        + (stack.length == 0 ? "" : "@" + stack[0].getClassName() + "." + stack[0].getMethodName());
  }

  private static String oneLine(String text) {
    String line = String.valueOf(text).replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST_ERROR ? line : line.substring(0, LONGEST_ERROR - 1) + "…";
  }
}
