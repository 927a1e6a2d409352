package io.taskweir.state;

import javax.annotation.Nullable;

/**
 * The envelope in which every task travels between stages.
 *
 * <p>How it may change: its serializer is hand-written ({@link TaskSerializer}) and versioned; a
 * field is added there together with a reader of the older layout, and none is renamed or retyped.
 *
 * @param id this task, derived from its parent or from where it came in
 * @param root the run it belongs to: the id of the task that came in
 * @param parent the task that made it; null for a root
 * @param key the key of the stage that made it, so that the next stage can stay on that key without
 *     an exchange; null where no stage has touched it yet
 * @param tenant whose work it is; claims, shared entries and blobs are scoped by it
 * @param depth invocations above it; 0 for a root
 * @param attempt which attempt this is, from 1
 * @param epoch redrives so far
 * @param createdAt when the root came in, in epoch milliseconds
 * @param deadline when the work is worth nothing any more, in epoch milliseconds; {@link
 *     #NO_DEADLINE} for never
 * @param source where the root came from; null where it came from no source of ours
 * @param payload what the task operates on, and no more than that
 */
public record Task<P>(
    TaskId id,
    TaskId root,
    @Nullable TaskId parent,
    @Nullable TaskId key,
    String tenant,
    int depth,
    int attempt,
    int epoch,
    long createdAt,
    long deadline,
    @Nullable Source source,
    P payload) {

  /** The deadline of a task that has none. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  /** The tenant of work that names none. */
  public static final String DEFAULT_TENANT = "default";

  /** A root: its own run, at depth 0, on its first attempt. */
  public static <P> Task<P> root(
      TaskId id, String tenant, long createdAt, long deadline, @Nullable Source source, P payload) {
    return new Task<>(id, id, null, null, tenant, 0, 1, 0, createdAt, deadline, source, payload);
  }

  /** A child of this task in the same run, made by the stage of key {@code stageKey}. */
  public <C> Task<C> child(TaskId childId, @Nullable TaskId stageKey, C childPayload) {
    return new Task<>(
        childId,
        root,
        id,
        stageKey,
        tenant,
        depth,
        1,
        epoch,
        createdAt,
        deadline,
        source,
        childPayload);
  }

  /** The same task on another attempt. */
  public Task<P> onAttempt(int number) {
    return new Task<>(
        id, root, parent, key, tenant, depth, number, epoch, createdAt, deadline, source, payload);
  }

  /** The same envelope around another payload. */
  public <Q> Task<Q> with(Q otherPayload) {
    return new Task<>(
        id,
        root,
        parent,
        key,
        tenant,
        depth,
        attempt,
        epoch,
        createdAt,
        deadline,
        source,
        otherPayload);
  }
}
