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
 * <p>A table of places by the key's own bits, for it is a hash; the newest takes the place. It
 * grows with what is put, to as many places as its memory holds, of 24 bytes, or of 40 where it
 * keeps who was first.
 */
final class DoneKeys {

  /** Where nobody asks who was first. */
  private static final Claim DONE = new Claim(true, 0, 0, null);

  private static final int FEWEST = 1 << 10;
  private static final int MOST = 1 << 28;
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

  /** The claim of {@code key}; null where it is not known here, or not any more. */
  @Nullable
  Claim get(TaskId key, long now) {
    int place = place(table, key.low());
    boolean known =
        table[place + LOW] == key.low()
            && table[place + HIGH] == key.high()
            && now < table[place + UNTIL];
    if (!known) {
      return null;
    }
    return fields > FIRST_LOW
        ? new Claim(true, table[place + FIRST_HIGH], table[place + FIRST_LOW], null)
        : DONE;
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
    int place = place(table, key.low());
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
        int to = place(larger, table[from + LOW]);
        taken += larger[to + UNTIL] == 0 ? 1 : 0;
        System.arraycopy(table, from, larger, to, fields);
      }
    }
    table = larger;
  }

  private int places() {
    return table.length / fields;
  }

  /** By the upper half of {@code low}, scaled: any number of places, without a division by it. */
  private int place(long[] table, long low) {
    long scaled = (low >>> Integer.SIZE) * (table.length / fields);
    return (int) (scaled >>> Integer.SIZE) * fields;
  }
}
