package io.taskweir.engine.internal;

import io.taskweir.engine.Output;
import io.taskweir.engine.Rejection;
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
  private final StageSpec<?, O> spec;
  private final ScratchDirectory scratch;
  private final long now;
  @Nullable private final Object settings;
  private final boolean heldBefore;
  @Nullable private final SharedState.View shared;
  private final List<Emission> emissions = new ArrayList<>(4);
  @Nullable private Rejection hold;
  private boolean closed;

  /**
   * The context of one attempt at processing time {@code now}.
   *
   * @param settings what the stage's settings say now; null where it reads none
   * @param heldBefore whether the task has been held
   */
  StageContext(
      Task<?> task,
      StageSpec<?, O> spec,
      ScratchDirectory scratch,
      long now,
      @Nullable SharedState shared,
      @Nullable Object settings,
      boolean heldBefore) {
    this.task = task;
    this.spec = spec;
    this.scratch = scratch;
    this.now = now;
    this.shared = shared == null ? null : shared.view(now, this);
    this.settings = settings;
    this.heldBefore = heldBefore;
  }

  /** What the task emitted, in order. */
  List<Emission> emissions() {
    return emissions;
  }

  /** What becomes of the task if nothing wakes it; null where it has not asked to be held. */
  @Nullable
  Rejection hold() {
    return hold;
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
    requireEmitting();
    emissions.add(
        new Emission(null, childKey, Objects.requireNonNull(result, "a task emitted null")));
  }

  @Override
  public synchronized <P> void emit(Output<P> output, String childKey, P value) {
    requireEmitting();
    if (!spec.outputs().contains(output)) {
      throw new IllegalStateException(
          "output " + output + " is not among the task's outputs(): " + spec.outputs());
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
  public synchronized void hold(String reason, String detail) {
    requireOpen();
    if (spec.longestHold() == null) {
      throw new IllegalStateException("this stage declares no holds(...)");
    }
    if (!emissions.isEmpty()) {
      throw new IllegalStateException("a task that has emitted cannot be held");
    }
    hold = new Rejection(reason, detail);
  }

  @Override
  public boolean isHeld() {
    return heldBefore;
  }

  @Override
  public <S> S settings(Class<S> type) {
    if (spec.reads() == null || !spec.reads().schema().type().equals(type)) {
      throw new IllegalStateException("this stage declares no reads(...) of " + type.getName());
    }
    return type.cast(settings);
  }

  @Override
  public Scratch scratch() {
    return scratch;
  }

  @Override
  public InputStream open(Content content) throws IOException {
    StageSpec.Blobs blobs = spec.blobs();
    if (content.blob() != null && blobs.store() == null) {
      throw new IllegalStateException("this workflow has no blob store");
    }
    return content.open(blobs.store(), task.tenant());
  }

  @Override
  public Content store(byte[] bytes) throws IOException {
    StageSpec.Blobs blobs = spec.blobs();
    return blobs.store() == null || bytes.length <= blobs.threshold()
        ? Content.of(bytes)
        : Content.of(blobs.store().put(task.tenant(), bytes));
  }

  @Override
  public Instant now() {
    return Instant.ofEpochMilli(now);
  }

  private void requireEmitting() {
    requireOpen();
    if (hold != null) {
      throw new IllegalStateException("a task that is held emits nothing");
    }
  }

  /** Throws once the attempt has ended. */
  synchronized void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this attempt has ended; its context is closed");
    }
  }
}
