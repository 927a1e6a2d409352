package io.taskweir.engine.internal;

import io.taskweir.engine.Output;
import io.taskweir.engine.Scratch;
import io.taskweir.engine.SharedEntries;
import io.taskweir.engine.TaskContext;
import io.taskweir.state.Content;
import io.taskweir.state.Task;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * The context of one attempt: it holds what the task emits and shares until the stage applies it.
 *
 * <p>An attempt that ran out of time may go on in its abandoned thread; after {@link #close} it can
 * no longer reach the stage's state, since every access takes this object's lock and finds it
 * closed.
 */
final class StageContext<O> implements TaskContext<O> {

  /**
   * One emission, held back.
   *
   * @param output where it goes; null for the result
   * @param childKey the child's key among its siblings
   * @param value what was emitted
   */
  record Emission(@Nullable Output<?> output, String childKey, Object value) {}

  private final Task<?> task;
  private final List<Output<?>> declared;
  private final StageSpec.Blobs blobs;
  private final ScratchDirectory scratch;
  private final long now;
  @Nullable private final SharedState.View shared;
  private final List<Emission> emissions = new ArrayList<>(4);
  private boolean closed;

  StageContext(
      Task<?> task,
      List<Output<?>> declared,
      StageSpec.Blobs blobs,
      ScratchDirectory scratch,
      long now,
      @Nullable SharedState shared) {
    this.task = task;
    this.declared = declared;
    this.blobs = blobs;
    this.scratch = scratch;
    this.now = now;
    this.shared = shared == null ? null : shared.view(now, this);
  }

  /** What the task emitted, in order. */
  List<Emission> emissions() {
    return emissions;
  }

  /** Applies the shared writes that the attempt made. */
  void applyShared() throws Exception {
    if (shared != null) {
      shared.apply();
    }
  }

  /** Ends the attempt: from here on the task's thread reaches nothing any more. */
  synchronized void close() {
    closed = true;
  }

  @Override
  public Task<?> task() {
    return task;
  }

  @Override
  public synchronized void emit(String childKey, O result) {
    requireOpen();
    emissions.add(
        new Emission(null, childKey, Objects.requireNonNull(result, "a task emitted null")));
  }

  @Override
  public synchronized <P> void emit(Output<P> output, String childKey, P value) {
    requireOpen();
    if (!declared.contains(output)) {
      throw new IllegalStateException(
          "output " + output + " is not among the task's outputs(): " + declared);
    }
    emissions.add(
        new Emission(output, childKey, Objects.requireNonNull(value, "a task emitted null")));
  }

  @Override
  public SharedEntries shared() {
    if (shared == null) {
      throw new IllegalStateException("this stage declares no shares(...)");
    }
    return shared;
  }

  @Override
  public void hold(String reason, String detail) {
    throw new IllegalStateException("this stage declares no holds(...)");
  }

  @Override
  public boolean isHeld() {
    return false;
  }

  @Override
  public <S> S settings(Class<S> type) {
    throw new IllegalStateException("this stage declares no reads(...) of " + type.getName());
  }

  @Override
  public Scratch scratch() {
    return scratch;
  }

  @Override
  public InputStream open(Content content) throws IOException {
    if (content.blob() != null && blobs.store() == null) {
      throw new IllegalStateException("this workflow has no blob store");
    }
    return content.open(blobs.store(), task.tenant());
  }

  @Override
  public Content store(byte[] bytes) throws IOException {
    return blobs.store() == null || bytes.length <= blobs.threshold()
        ? Content.of(bytes)
        : Content.of(blobs.store().put(task.tenant(), bytes));
  }

  @Override
  public Instant now() {
    return Instant.ofEpochMilli(now);
  }

  /** Throws once the attempt has ended. */
  synchronized void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this attempt has ended; its context is closed");
    }
  }
}
