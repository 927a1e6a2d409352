package io.taskweir.engine.internal;

import io.taskweir.state.Claim;
import io.taskweir.state.TaskId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;

/**
 * Claims that are done and not yet in state, on the heap. A key is a hash, so that claims in order
 * of arrival go all over RocksDB's table in memory, and most of the time is spent on finding the
 * place; in the order of their keys, some ten thousand at once, each has its place near the one
 * before. They go there before each barrier, and where as many are held as may be.
 */
final class UnwrittenClaims {

  /** More gain nothing, and a barrier waits for them: here for 100 ms. */
  private static final int MOST = 1 << 16;

  /** What one takes on the heap. */
  private static final int BYTES = 160;

  private final KeyedStateBackend<Tuple2<Long, Long>> backend;
  private final int keyGroups;
  private final Cell<Claim> state;
  private final int most;
  private final Map<TaskId, Claim> held = new HashMap<>();

  /**
   * None yet.
   *
   * @param keyGroups of the job: RocksDB's order is that of key groups first
   * @param state where they go
   * @param memory bytes of heap that they may take
   */
  UnwrittenClaims(
      KeyedStateBackend<Tuple2<Long, Long>> backend,
      int keyGroups,
      Cell<Claim> state,
      long memory) {
    this.backend = backend;
    this.keyGroups = keyGroups;
    this.state = state;
    this.most = (int) Math.max(1, Math.min(MOST, memory / BYTES));
  }

  /** The claim of {@code key}; null where none is held. */
  @Nullable
  Claim get(TaskId key) {
    return held.get(key);
  }

  /**
   * Holds a claim in place of what is held or in state.
   *
   * @param done a claim that says since when, for state would say when it was written
   */
  void put(TaskId key, Claim done) throws Exception {
    held.put(key, done);
    if (held.size() >= most) {
      write();
    }
  }

  /** Forgets what is held of {@code key}. */
  void remove(TaskId key) {
    held.remove(key);
  }

  /** Puts all into state; the current key is what it was before. */
  void write() throws Exception {
    if (held.isEmpty()) {
      return;
    }
    Tuple2<Long, Long> before = backend.getCurrentKey();
    for (Placed claim : inOrder()) {
      backend.setCurrentKey(claim.key);
      state.put("", claim.claim);
    }
    held.clear();
    if (before != null) {
      backend.setCurrentKey(before);
    }
  }

  /**
   * A claim on its way.
   *
   * @param place the first eight bytes of its key in RocksDB, all but
   */
  private record Placed(long place, Tuple2<Long, Long> key, Claim claim) {}

  private Placed[] inOrder() {
    Placed[] placed = new Placed[held.size()];
    int count = 0;
    for (Map.Entry<TaskId, Claim> one : held.entrySet()) {
      placed[count++] = place(one.getKey(), one.getValue());
    }
    Arrays.sort(placed, Comparator.comparingLong(Placed::place));
    return placed;
  }

  private Placed place(TaskId id, Claim claim) {
    Tuple2<Long, Long> key = Tuple2.of(id.high(), id.low());
    long group = KeyGroupRangeAssignment.assignToKeyGroup(key, keyGroups);
    return new Placed(group << (Long.SIZE - Short.SIZE) | id.high() >>> Short.SIZE, key, claim);
  }
}
