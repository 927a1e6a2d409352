package io.taskweir.engine.internal;

import io.taskweir.state.Lifetime;
import io.taskweir.state.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.util.function.SupplierWithException;

/**
 * The keys that may have a claim, on the heap in front of state: most tasks are the first of their
 * key, and to learn that from RocksDB is the dearest thing that a stage does. It says "none" only
 * of a key that has none.
 *
 * <p>After a restore it says nothing until it has gone through the keys in state, a few with each
 * task; a key that is claimed meanwhile is put in as well. It does the same once a lifetime, beside
 * the filters in use, for expired keys cannot be taken out of a filter.
 *
 * <p>Filters are added as keys come, each four times as large, up to 5.6 million keys and 11 MB;
 * with more it says "maybe" more often.
 */
final class ClaimedKeys implements AutoCloseable {

  /**
   * Keys gone through with each task, about half a millisecond's worth. Too few, and a stage with
   * little to do holds on for hours to files that RocksDB would delete; too many, and a task waits.
   */
  static final int STEP = 512;

  private final SupplierWithException<Stream<Tuple2<Long, Long>>, Exception> keysInState;
  private final Duration lifetime;
  @Nullable private Filters filters;
  @Nullable private Filters next;
  @Nullable private Stream<Tuple2<Long, Long>> scanned;
  @Nullable private Iterator<Tuple2<Long, Long>> scan;
  private long renewal;

  /**
   * Begins.
   *
   * @param keysInState opens what state holds now; closed when gone through
   * @param lifetime of a claim
   * @param restored whether state may hold keys already
   */
  ClaimedKeys(
      SupplierWithException<Stream<Tuple2<Long, Long>>, Exception> keysInState,
      Duration lifetime,
      boolean restored,
      long now)
      throws Exception {
    this.keysInState = keysInState;
    this.lifetime = lifetime;
    if (restored) {
      begin();
    } else {
      filters = new Filters();
      renewal = Lifetime.end(now, lifetime);
    }
  }

  /** Whether state has to be asked. */
  boolean mayHold(TaskId key) {
    return filters == null || filters.mayHold(key);
  }

  void add(TaskId key) {
    if (filters != null) {
      filters.add(key);
    }
    if (next != null) {
      next.add(key);
    }
  }

  /** Goes on through the keys in state where that is under way or due. */
  void advance(long now) throws Exception {
    if (scan == null) {
      if (now < renewal) {
        return;
      }
      begin();
    }
    for (int step = 0; step < STEP && scan.hasNext(); step++) {
      Tuple2<Long, Long> key = scan.next();
      next.add(new TaskId(key.f0, key.f1));
    }
    if (!scan.hasNext()) {
      close();
      filters = next;
      next = null;
      renewal = Lifetime.end(now, lifetime);
    }
  }

  @Override
  public void close() {
    if (scanned != null) {
      scanned.close();
    }
    scanned = null;
    scan = null;
  }

  private void begin() throws Exception {
    next = new Filters();
    scanned = keysInState.get();
    scan = scanned.iterator();
  }

  /** Filters of growing size; the last one takes what comes. */
  private static final class Filters {

    private static final int LEAST = 1 << 14;
    private static final int MOST = 1 << 22;
    private static final int GROWTH = 4;

    private final List<KeyFilter> all = new ArrayList<>(List.of(new KeyFilter(LEAST)));

    boolean mayHold(TaskId key) {
      for (KeyFilter filter : all) {
        if (filter.mayHold(key)) {
          return true;
        }
      }
      return false;
    }

    void add(TaskId key) {
      KeyFilter last = all.get(all.size() - 1);
      if (last.isFull() && last.capacity() < MOST) {
        last = new KeyFilter(GROWTH * last.capacity());
        all.add(last);
      }
      last.add(key);
    }
  }
}
