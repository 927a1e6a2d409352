package io.taskweir.engine.internal;

import io.taskweir.engine.Key;
import io.taskweir.state.Source;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * The key of a stage: 16 bytes, hashed from tenant and key, so that state is small, of fixed size,
 * and two stages of equal keys need no exchange between them.
 *
 * <p>It never throws, since Flink would restart the job for it: a task whose key cannot be had goes
 * under a key of its own, where the stage recognises it by {@link #isMissing} and rejects it.
 */
public final class StageKeySelector<I> implements KeySelector<Task<I>, Tuple2<Long, Long>> {

  private static final long serialVersionUID = 1L;

  /** The type of every stage key; part of every savepoint, never to change. */
  public static final TypeInformation<Tuple2<Long, Long>> TYPE =
      Types.TUPLE(Types.LONG, Types.LONG);

  private static final long MISSING = 0x6d697373696e6721L;

  private final From from;
  @Nullable private final Key<I> key;
  private final boolean acrossTenants;

  private enum From {
    PAYLOAD,
    UPSTREAM,
    ID,
    ROOT,
    SOURCE
  }

  private StageKeySelector(From from, @Nullable Key<I> key, boolean acrossTenants) {
    this.from = from;
    this.key = key;
    this.acrossTenants = acrossTenants;
  }

  /** Keys by what {@code key} takes from the payload, within the tenant or across all of them. */
  public static <I> StageKeySelector<I> byPayload(Key<I> key, boolean acrossTenants) {
    return new StageKeySelector<>(From.PAYLOAD, key, acrossTenants);
  }

  /** Keys by the key of the stage before. */
  public static <I> StageKeySelector<I> sameKey() {
    return new StageKeySelector<>(From.UPSTREAM, null, false);
  }

  /** Keys by the task itself: nothing is shared. */
  public static <I> StageKeySelector<I> byId() {
    return new StageKeySelector<>(From.ID, null, false);
  }

  /** Keys by the partition that the run came from, whose order is so kept. */
  public static <I> StageKeySelector<I> bySource() {
    return new StageKeySelector<>(From.SOURCE, null, false);
  }

  /** Keys by the run. */
  public static <I> StageKeySelector<I> byRoot() {
    return new StageKeySelector<>(From.ROOT, null, false);
  }

  @Override
  public Tuple2<Long, Long> getKey(Task<I> task) {
    return tuple(
        switch (from) {
          case ID -> task.id();
          case ROOT -> task.root();
          case SOURCE -> partitionOf(task);
          case UPSTREAM -> task.key() == null ? missing(task) : task.key();
          case PAYLOAD -> fromPayload(task);
        });
  }

  /**
   * What the key of a task is called, without the cost of hashing it: equal for two tasks where
   * {@link #getKey} is. Null where no key can be had.
   */
  @Nullable
  Object name(Task<I> task) {
    return switch (from) {
      case ID -> task.id();
      case ROOT -> task.root();
      case SOURCE -> partitionOf(task);
      case UPSTREAM -> task.key();
      case PAYLOAD -> {
        String value = keyOrNull(key, task.payload());
        yield value == null || acrossTenants || task.tenant().equals(Task.DEFAULT_TENANT)
            ? value
            : new TenantKey(task.tenant(), value);
      }
    };
  }

  private record TenantKey(String tenant, String value) {}

  /** Whether {@code key} stands for a key that could not be had from {@code task}. */
  boolean isMissing(Task<I> task, TaskId keyOfStage) {
    return (from == From.PAYLOAD || from == From.UPSTREAM) && keyOfStage.equals(missing(task));
  }

  private static TaskId partitionOf(Task<?> task) {
    Source source = task.source();
    return source == null
        ? task.id()
        : TaskId.derive("partition", source.topic(), Integer.toString(source.partition()));
  }

  private TaskId fromPayload(Task<I> task) {
    String value = keyOrNull(key, task.payload());
    return value == null ? missing(task) : hash(task, value, acrossTenants);
  }

  /** The user's key; null also where the user's code throws, which the stage then reports. */
  @Nullable
  static <I> String keyOrNull(Key<I> key, I payload) {
    try {
      return key.of(payload);
    } catch (RuntimeException | StackOverflowError e) {
      return null;
    }
  }

  static TaskId hash(Task<?> task, String value, boolean acrossTenants) {
    return hash(acrossTenants ? "" : task.tenant(), value);
  }

  static TaskId hash(String tenant, String value) {
    return TaskId.derive(tenant, value);
  }

  static Tuple2<Long, Long> tuple(TaskId id) {
    return Tuple2.of(id.high(), id.low());
  }

  private static TaskId missing(Task<?> task) {
    return new TaskId(task.id().high() ^ MISSING, task.id().low());
  }
}
