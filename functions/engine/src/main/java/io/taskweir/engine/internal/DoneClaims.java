package io.taskweir.engine.internal;

import io.taskweir.state.Claim;
import io.taskweir.state.Lifetime;
import io.taskweir.state.TaskId;
import java.time.Duration;
import java.util.Arrays;
import javax.annotation.Nullable;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * The claims of the keys that this subtask has done lately, on the heap in front of RocksDB. They
 * spare it reads: a repeat that comes soon after its first, as most do, is found here. And they
 * spare it time in writes: a key is a hash, so that claims in order of arrival go all over
 * RocksDB's table in memory, and most of the time is spent on finding the place. Here they are held
 * until {@link #write}, before each barrier or where some ten thousand are unwritten; in the order
 * of their keys each has its place near the one before.
 *
 * <p>A table of places, where a key lies in the first that is free of a few that its own bits name,
 * for it is a hash; where none is free, the newest takes the place of the oldest of them. It grows
 * with what is put, to as many places as its memory holds, of 24 bytes; of 40 where it keeps who
 * was first, and of 48 with the content.
 */
final class DoneClaims {

  /** Where claims are kept for good. */
  @FunctionalInterface
  interface Target {

    /**
     * Puts {@code claim} in place of what {@code key} has.
     *
     * @param claim one that says since when, for state would say when it was written
     */
    void put(Tuple2<Long, Long> key, Claim claim) throws Exception;
  }

  /** Places to begin with. */
  private static final int FEWEST = 1 << 10;

  private static final int MOST = 1 << 28;

  /**
   * The places of a key: with fewer, keys are lost while places are free; with more, it takes
   * longer to learn that a key is not there.
   */
  private static final int WAYS = 8;

  /** More unwritten ones gain nothing, and a barrier waits for them: here for 100 ms. */
  private static final int MOST_UNWRITTEN = 1 << Short.SIZE;

  /** Unwritten ones are this part of all at most, so that none is pushed out as the oldest. */
  private static final int UNWRITTEN_PART = 8;

  private static final int HIGH = 0;
  private static final int LOW = 1;

  /** When it was done, and in the lowest bits what has become of it; zero where a place is free. */
  private static final int WHEN = 2;

  private static final int FIRST_HIGH = 3;
  private static final int FIRST_LOW = 4;
  private static final int CONTENT = 5;

  private static final int FATE_BITS = 2;
  private static final int FATE_MASK = (1 << FATE_BITS) - 1;
  private static final int FORGOTTEN = 1;
  private static final int WRITTEN = 2;
  private static final int UNWRITTEN = 3;

  private final Duration lifetime;
  private final int keyGroups;
  private final Target target;
  private final int fields;
  private final int most;

  /** Where the unwritten ones lie, and perhaps some that are not any more. */
  private final int[] unwritten;

  private int unwrittenCount;
  private long[] table;
  private int taken;

  /**
   * None yet.
   *
   * @param memory bytes of heap that it may take; as much as eight places take at least
   * @param keepsFirsts whether it is asked who was first
   * @param keepsContent whether it is asked with what content, and then also who was first
   * @param lifetime of a claim
   * @param keyGroups of the job: RocksDB's order is that of key groups first
   */
  DoneClaims(
      long memory,
      boolean keepsFirsts,
      boolean keepsContent,
      Duration lifetime,
      int keyGroups,
      Target target) {
    this.lifetime = lifetime;
    this.keyGroups = keyGroups;
    this.target = target;
    fields = 1 + (keepsContent ? CONTENT : keepsFirsts ? FIRST_LOW : WHEN);
    most = (int) Math.max(WAYS, Math.min(MOST, memory / Long.BYTES / fields));
    unwritten = new int[Math.max(1, Math.min(MOST_UNWRITTEN, most / UNWRITTEN_PART))];
    table = new long[Math.min(FEWEST, most) * fields];
  }

  /** The claim of {@code key}, without since when; null where it is not here, or has expired. */
  @Nullable
  Claim get(TaskId key, long now) {
    int place = find(key);
    if (place < 0 || fateAt(place) == FORGOTTEN || now >= Lifetime.end(timeAt(place), lifetime)) {
      return null;
    }
    return claimAt(place, null);
  }

  /**
   * Takes a claim that is done.
   *
   * @param now in milliseconds of processing time, after the epoch
   */
  void put(TaskId key, Claim done, long now) throws Exception {
    if (2 * taken >= places() && places() < most) {
      write();
      grow();
    }
    int place = placeFor(table, key.high(), key.low());
    if (fateAt(place) == UNWRITTEN && !isAt(table, place, key.high(), key.low())) {
      write();
    }
    taken += table[place + WHEN] == 0 ? 1 : 0;
    boolean isListed = fateAt(place) == UNWRITTEN;
    table[place + HIGH] = key.high();
    table[place + LOW] = key.low();
    table[place + WHEN] = now << FATE_BITS | UNWRITTEN;
    if (fields > FIRST_LOW) {
      table[place + FIRST_HIGH] = done.firstHigh();
      table[place + FIRST_LOW] = done.firstLow();
    }
    if (fields > CONTENT) {
      table[place + CONTENT] = done.content();
    }
    if (!isListed) {
      unwritten[unwrittenCount++] = place;
      if (unwrittenCount == unwritten.length) {
        write();
      }
    }
  }

  /** Forgets the claim of {@code key}, written or not: its key is claimed anew. */
  void forget(TaskId key) {
    int place = find(key);
    if (place >= 0) {
      table[place + WHEN] = FORGOTTEN;
    }
  }

  /** Puts all into their target that are not there yet. */
  void write() throws Exception {
    for (long one : inOrder()) {
      int place = unwritten[(int) one & (MOST_UNWRITTEN - 1)];
      if (fateAt(place) == UNWRITTEN) {
        table[place + WHEN] += WRITTEN - UNWRITTEN;
        target.put(keyAt(place), claimAt(place, timeAt(place)));
      }
    }
    unwrittenCount = 0;
  }

  /** How many it can hold at most. */
  int most() {
    return most;
  }

  /** The numbers of the unwritten ones in their lowest 16 bits, in the order of RocksDB's keys. */
  private long[] inOrder() {
    long[] order = new long[unwrittenCount];
    for (int number = 0; number < unwrittenCount; number++) {
      Tuple2<Long, Long> key = keyAt(unwritten[number]);
      order[number] = KeyOrder.place(key, keyGroups) << Short.SIZE | number;
    }
    Arrays.sort(order);
    return order;
  }

  private void grow() {
    long[] larger = new long[Math.min(2 * places(), most) * fields];
    taken = 0;
    for (int from = 0; from < table.length; from += fields) {
      if (table[from + WHEN] != 0) {
        int to = placeFor(larger, table[from + HIGH], table[from + LOW]);
        taken += larger[to + WHEN] == 0 ? 1 : 0;
        System.arraycopy(table, from, larger, to, fields);
      }
    }
    table = larger;
  }

  private int places() {
    return table.length / fields;
  }

  private Tuple2<Long, Long> keyAt(int place) {
    return Tuple2.of(table[place + HIGH], table[place + LOW]);
  }

  private int fateAt(int place) {
    return (int) table[place + WHEN] & FATE_MASK;
  }

  private long timeAt(int place) {
    return table[place + WHEN] >> FATE_BITS;
  }

  private Claim claimAt(int place, @Nullable Long since) {
    if (fields <= FIRST_LOW) {
      return since == null ? Claim.DONE : Claim.DONE.since(since);
    }
    return new Claim(
        true,
        table[place + FIRST_HIGH],
        table[place + FIRST_LOW],
        fields > CONTENT ? table[place + CONTENT] : null,
        since);
  }

  /** Where a key lies; negative where it is not here. */
  private int find(TaskId key) {
    int first = firstOf(table, key.low());
    for (int place = first; place < first + WAYS * fields; place += fields) {
      // No place is ever freed, so behind a free one there is nothing of this key.
      if (table[place + WHEN] == 0) {
        return -1;
      }
      if (isAt(table, place, key.high(), key.low())) {
        return place;
      }
    }
    return -1;
  }

  /** Where a key lies; else where it is to lie: a free place, or that of the oldest. */
  private int placeFor(long[] table, long high, long low) {
    int first = firstOf(table, low);
    int oldest = first;
    for (int place = first; place < first + WAYS * fields; place += fields) {
      if (table[place + WHEN] == 0 || isAt(table, place, high, low)) {
        return place;
      }
      if (table[place + WHEN] < table[oldest + WHEN]) {
        oldest = place;
      }
    }
    return oldest;
  }

  private static boolean isAt(long[] table, int place, long high, long low) {
    return table[place + LOW] == low && table[place + HIGH] == high;
  }

  /** By the upper half of {@code low}, scaled: any number of places, without a division by it. */
  private int firstOf(long[] table, long low) {
    long scaled = (low >>> Integer.SIZE) * (table.length / fields - WAYS + 1);
    return (int) (scaled >>> Integer.SIZE) * fields;
  }
}
