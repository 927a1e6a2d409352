package io.taskweir.engine.internal;

import io.taskweir.state.Retry;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import io.taskweir.state.TaskTypeInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import javax.annotation.Nullable;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The tasks of a stage that wait: for their next attempt, for the first of their key, or, held, for
 * another of their stage's key.
 *
 * <p>State, none of it with a TTL, since what waits is somebody's input; each entry ends with its
 * task, which has a timer: {@code waiting-task} and {@code waiting-retry} by task id and twin
 * (apart, so that another attempt does not rewrite the payload), {@code followers} and {@code
 * followers-count}. The heap holds only counts, made anew from state after a restore.
 */
final class Waiting<I> {

  /** How many tasks may wait for the first of their key. */
  static final int MOST_FOLLOWERS = 1_000;

  /** How many tasks may be held under a key. */
  static final int MOST_HELD = 1_000;

  private static final Comparator<Retry> HELD_FIRST =
      Comparator.comparing((Retry retry) -> !retry.held())
          .thenComparingLong(retry -> retry.held() ? retry.since() : 0)
          .thenComparingLong(retry -> retry.held() ? retry.hold().order() : 0);

  private final MapState<String, Task<I>> tasks;
  private final MapState<String, Retry> retries;
  private final ListState<Task<I>> followers;
  private final ValueState<Integer> followersCount;
  private final TreeMap<Long, Integer> since = new TreeMap<>();
  private final AtomicLong count = new AtomicLong();
  private final HeldKeys heldKeys = new HeldKeys();
  private volatile long oldest = Long.MAX_VALUE;

  /**
   * A waiting task.
   *
   * @param task the task, on the attempt that is due
   * @param retry where it stands
   */
  record Entry<I>(Task<I> task, Retry retry) {}

  Waiting(KeyedStateStore store, TypeInformation<I> input) {
    TaskTypeInfo<I> type = new TaskTypeInfo<>(input);
    tasks = store.getMapState(new MapStateDescriptor<>("waiting-task", Types.STRING, type));
    retries =
        store.getMapState(
            new MapStateDescriptor<>(
                "waiting-retry", Types.STRING, TypeInformation.of(Retry.class)));
    followers = store.getListState(new ListStateDescriptor<>("followers", type));
    followersCount = store.getState(new ValueStateDescriptor<>("followers-count", Types.INT));
  }

  /** The least number that no waiting task of this id has under the current key. */
  int twinOf(Task<I> task) throws Exception {
    int twin = 0;
    while (retries.contains(name(task, twin))) {
      twin++;
    }
    return twin;
  }

  /**
   * Keeps a task of {@code key}, the current one, until it is due; {@code before} is where it
   * stood, null for the first time.
   */
  void put(TaskId key, Task<I> task, Retry retry, @Nullable Retry before) throws Exception {
    String name = name(task, retry.twin());
    if (before == null) {
      tasks.put(name, task);
      arrived(retry.since());
    } else if (before.held()) {
      heldKeys.remove(key);
    }
    if (retry.held()) {
      heldKeys.add(key);
    }
    retries.put(name, retry);
  }

  void remove(TaskId key, Task<I> task, Retry retry) throws Exception {
    String name = name(task, retry.twin());
    tasks.remove(name);
    retries.remove(name);
    left(retry.since());
    if (retry.held()) {
      heldKeys.remove(key);
    }
  }

  /**
   * The waiting tasks of the current key that are due by {@code time}: those that are held in order
   * of arrival, then the others in order of id.
   */
  List<Entry<I>> due(long time) throws Exception {
    return entries(retry -> retry.due() <= time);
  }

  /** The tasks that are held under the current key, in order of arrival. */
  List<Entry<I>> held() throws Exception {
    return entries(Retry::held);
  }

  /** Whether a task of the current key still stands where it stood. */
  boolean stands(Entry<I> entry) throws Exception {
    return entry.retry().equals(retries.get(name(entry.task(), entry.retry().twin())));
  }

  /** When tasks of the current key are due. */
  Set<Long> dues() throws Exception {
    Set<Long> dues = new HashSet<>();
    for (Retry retry : retries.values()) {
      dues.add(retry.due());
    }
    return dues;
  }

  /** The order of a task that is held now, behind all that have been under the current key. */
  long nextOrder() throws Exception {
    long next = 0;
    for (Retry retry : retries.values()) {
      next = retry.hold() == null ? next : Math.max(next, retry.hold().order() + 1);
    }
    return next;
  }

  /** Whether any task of the current key waits for its next attempt or is held. */
  boolean holdsAny() throws Exception {
    return !retries.isEmpty();
  }

  /** Lets a task wait for the first of its key; false where too many do already. */
  boolean follow(Task<I> task) throws Exception {
    Integer before = followersCount.value();
    int waiting = before == null ? 0 : before;
    if (waiting >= MOST_FOLLOWERS) {
      return false;
    }
    followers.add(task);
    followersCount.update(waiting + 1);
    count.incrementAndGet();
    return true;
  }

  /** Takes out all followers of the current key, in order of arrival. */
  List<Task<I>> takeFollowers() throws Exception {
    if (followersCount.value() == null) {
      return List.of();
    }
    List<Task<I>> taken = new ArrayList<>();
    for (Task<I> follower : followers.get()) {
      taken.add(follower);
    }
    followers.clear();
    followersCount.clear();
    count.addAndGet(-taken.size());
    return taken;
  }

  /** Counts what {@code key}, the current one, holds, once for each key after a restore. */
  void recount(TaskId key) throws Exception {
    for (Retry retry : retries.values()) {
      arrived(retry.since());
      if (retry.held()) {
        heldKeys.add(key);
      }
    }
    Integer waiting = followersCount.value();
    count.addAndGet(waiting == null ? 0 : waiting);
  }

  /** Which keys hold tasks. */
  HeldKeys heldKeys() {
    return heldKeys;
  }

  /** Tasks that wait; read by the metrics' thread. */
  long count() {
    return count.get();
  }

  /**
   * When the oldest first failed or was held, in epoch milliseconds; {@link Long#MAX_VALUE} for
   * none.
   */
  long oldest() {
    return oldest;
  }

  private List<Entry<I>> entries(Predicate<Retry> which) throws Exception {
    List<Map.Entry<String, Retry>> chosen = new ArrayList<>();
    for (Map.Entry<String, Retry> entry : retries.entries()) {
      if (which.test(entry.getValue())) {
        chosen.add(Map.entry(entry.getKey(), entry.getValue()));
      }
    }
    chosen.sort(
        Map.Entry.<String, Retry>comparingByValue(HELD_FIRST).thenComparing(Map.Entry::getKey));
    List<Entry<I>> entries = new ArrayList<>();
    for (Map.Entry<String, Retry> entry : chosen) {
      int attempt = entry.getValue().attempts().size() + 1;
      entries.add(new Entry<>(tasks.get(entry.getKey()).onAttempt(attempt), entry.getValue()));
    }
    return entries;
  }

  private static String name(Task<?> task, int twin) {
    return twin == 0 ? task.id().hex() : task.id().hex() + '/' + twin;
  }

  private void arrived(long at) {
    since.merge(at, 1, Integer::sum);
    count.incrementAndGet();
    oldest = since.firstKey();
  }

  private void left(long at) {
    since.computeIfPresent(at, (unused, tasksThen) -> tasksThen == 1 ? null : tasksThen - 1);
    count.decrementAndGet();
    oldest = since.isEmpty() ? Long.MAX_VALUE : since.firstKey();
  }
}
