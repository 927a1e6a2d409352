package io.taskweir.engine.internal;

import io.taskweir.state.Retry;
import io.taskweir.state.Task;
import io.taskweir.state.TaskTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
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
 * The tasks of a stage that wait: for their next attempt, or for the first of their key.
 *
 * <p>State, none of it with a TTL, since what waits is somebody's input; each entry ends with its
 * task, which has a timer: {@code waiting-task} and {@code waiting-retry} by task id and twin
 * (apart, so that another attempt does not rewrite the payload), {@code followers} and {@code
 * followers-count}. The heap holds only counts for the metrics, made anew from state after a
 * restore.
 */
final class Waiting<I> {

  /** How many tasks may wait for the first of their key. */
  static final int MOST_FOLLOWERS = 1_000;

  private final MapState<String, Task<I>> tasks;
  private final MapState<String, Retry> retries;
  private final ListState<Task<I>> followers;
  private final ValueState<Integer> followersCount;
  private final TreeMap<Long, Integer> since = new TreeMap<>();
  private final AtomicLong count = new AtomicLong();
  private volatile long oldest = Long.MAX_VALUE;

  /**
   * A waiting task.
   *
   * @param task the task, on the attempt that failed last
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

  /** Keeps a task until its next attempt; {@code before} is where it stood, null for the first. */
  void put(Task<I> task, Retry retry, @Nullable Retry before) throws Exception {
    String name = name(task, retry.twin());
    if (before == null) {
      tasks.put(name, task);
      arrived(retry.since());
    }
    retries.put(name, retry);
  }

  void remove(Task<I> task, Retry retry) throws Exception {
    String name = name(task, retry.twin());
    tasks.remove(name);
    retries.remove(name);
    left(retry.since());
  }

  /** The waiting tasks of the current key that are due by {@code time}, in order of id. */
  List<Entry<I>> due(long time) throws Exception {
    TreeMap<String, Retry> due = new TreeMap<>();
    for (Map.Entry<String, Retry> entry : retries.entries()) {
      if (entry.getValue().due() <= time) {
        due.put(entry.getKey(), entry.getValue());
      }
    }
    List<Entry<I>> entries = new ArrayList<>();
    for (Map.Entry<String, Retry> entry : due.entrySet()) {
      int attempt = entry.getValue().attempts().size() + 1;
      entries.add(new Entry<>(tasks.get(entry.getKey()).onAttempt(attempt), entry.getValue()));
    }
    return entries;
  }

  /** Whether any task of the current key waits for its next attempt. */
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

  /** Counts what the current key holds, once for each key after a restore. */
  void recount() throws Exception {
    for (Retry retry : retries.values()) {
      arrived(retry.since());
    }
    Integer waiting = followersCount.value();
    count.addAndGet(waiting == null ? 0 : waiting);
  }

  /** Tasks that wait; read by the metrics' thread. */
  long count() {
    return count.get();
  }

  /** When the oldest failed first, in epoch milliseconds; {@link Long#MAX_VALUE} for none. */
  long oldest() {
    return oldest;
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
