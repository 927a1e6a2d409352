package io.taskweir.engine.internal;

import io.taskweir.state.Claim;
import io.taskweir.state.TaskId;
import javax.annotation.Nullable;

/**
 * The keys that this subtask has done lately, on the heap in front of their claims: a repeat that
 * comes soon after its first, as most do, reads no state. It never knows what state does not: it
 * begins empty, whatever is done goes into state as well, and its entries end when their claims
 * expire.
 *
 * <p>A table of places, where a key lies in the first that is free of a few that its own bits name,
 * for it is a hash; where none is free, the newest takes the place of the oldest of them. It grows
 * with what is put, to as many places as its memory holds, of 24 bytes, or of 40 where it keeps who
 * was first.
 */
final class DoneKeys {

  private static final double HEAP_SHARE = 0.05;

  /** More only where it is set: while a table grows its stage stands still, here for 30 ms. */
  private static final long MOST_SHARE = 64_000_000;

  private static final int FEWEST = 1 << 10;
  private static final int MOST = 1 << 28;

  /**
   * The places of a key: with fewer, keys are lost while places are free; with more, it takes
   * longer to learn that a key is not there.
   */
  private static final int WAYS = 8;

  private static final int HIGH = 0;
  private static final int LOW = 1;
  private static final int UNTIL = 2;
  private static final int FIRST_HIGH = 3;
  private static final int FIRST_LOW = 4;

  private final int fields;
  private final int most;
  private long[] table;
  private int taken;

  /**
   * An empty one.
   *
   * @param memory bytes of heap that it may take; from 24 kB on
   * @param keepsFirsts whether it is asked who was first
   */
  DoneKeys(long memory, boolean keepsFirsts) {
    fields = keepsFirsts ? FIRST_LOW + 1 : UNTIL + 1;
    most = (int) Math.max(FEWEST, Math.min(MOST, memory / Long.BYTES / fields));
    table = new long[FEWEST * fields];
  }

  /** Bytes for one stage and subtask where nothing is set: a share of what its slots share. */
  static long share(long heap, int slots) {
    return Math.min(MOST_SHARE, (long) (HEAP_SHARE * heap / slots));
  }

  /** The claim of {@code key}; null where it is not known here, or not any more. */
  @Nullable
  Claim get(TaskId key, long now) {
    int place = placeOf(table, key.high(), key.low());
    if (now >= table[place + UNTIL] || !isAt(table, place, key.high(), key.low())) {
      return null;
    }
    return fields > FIRST_LOW
        ? new Claim(true, table[place + FIRST_HIGH], table[place + FIRST_LOW], null, null)
        : Claim.DONE;
  }

  /**
   * Keeps that {@code first} has done {@code key}.
   *
   * @param until when its claim expires, in milliseconds of processing time, after the epoch
   */
  void put(TaskId key, TaskId first, long until) {
    if (2 * taken >= places() && places() < most) {
      grow();
    }
    int place = placeOf(table, key.high(), key.low());
    taken += table[place + UNTIL] == 0 ? 1 : 0;
    table[place + HIGH] = key.high();
    table[place + LOW] = key.low();
    table[place + UNTIL] = until;
    if (fields > FIRST_LOW) {
      table[place + FIRST_HIGH] = first.high();
      table[place + FIRST_LOW] = first.low();
    }
  }

  /** How many keys it can hold at most. */
  int most() {
    return most;
  }

  private void grow() {
    long[] larger = new long[Math.min(2 * places(), most) * fields];
    taken = 0;
    for (int from = 0; from < table.length; from += fields) {
      if (table[from + UNTIL] != 0) {
        int to = placeOf(larger, table[from + HIGH], table[from + LOW]);
        taken += larger[to + UNTIL] == 0 ? 1 : 0;
        System.arraycopy(table, from, larger, to, fields);
      }
    }
    table = larger;
  }

  private int places() {
    return table.length / fields;
  }

  /** Where a key lies; else where it would: a free place, or that of the oldest. */
  private int placeOf(long[] table, long high, long low) {
    int first = firstOf(table, low);
    int oldest = first;
    for (int place = first; place < first + WAYS * fields; place += fields) {
      // No place is ever freed, so behind a free one there is nothing of this key.
      if (table[place + UNTIL] == 0 || isAt(table, place, high, low)) {
        return place;
      }
      if (table[place + UNTIL] < table[oldest + UNTIL]) {
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
