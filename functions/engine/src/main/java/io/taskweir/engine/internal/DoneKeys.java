package io.taskweir.engine.internal;

import io.taskweir.state.TaskId;
import javax.annotation.Nullable;

/**
 * The keys that this subtask has done lately, on the heap in front of their claims: a repeat that
 * comes soon after its first, as most do, reads no state. It never knows what state does not: it
 * begins empty, whatever is done goes into state as well, and its entries end when their claims
 * expire.
 *
 * <p>A table of places by the key's own bits, for it is a hash; the newest takes the place. It
 * grows with what is put, to {@value #MOST} places of 40 bytes: 10 MB.
 */
final class DoneKeys {

  static final int MOST = 1 << 18;

  private static final int FEWEST = 1 << 10;
  private static final int FIELDS = 5;
  private static final int HIGH = 0;
  private static final int LOW = 1;
  private static final int FIRST_HIGH = 2;
  private static final int FIRST_LOW = 3;
  private static final int UNTIL = 4;

  private long[] table = new long[FEWEST * FIELDS];
  private int taken;

  /** The task that has done {@code key}; null where it is not known here, or not any more. */
  @Nullable
  TaskId first(TaskId key, long now) {
    int place = place(table, key.low());
    boolean known =
        table[place + LOW] == key.low()
            && table[place + HIGH] == key.high()
            && now < table[place + UNTIL];
    return known ? new TaskId(table[place + FIRST_HIGH], table[place + FIRST_LOW]) : null;
  }

  /**
   * Keeps that {@code first} has done {@code key}.
   *
   * @param until when its claim expires, in milliseconds of processing time, after the epoch
   */
  void put(TaskId key, TaskId first, long until) {
    if (2 * taken >= places(table) && places(table) < MOST) {
      grow();
    }
    int place = place(table, key.low());
    taken += table[place + UNTIL] == 0 ? 1 : 0;
    table[place + HIGH] = key.high();
    table[place + LOW] = key.low();
    table[place + FIRST_HIGH] = first.high();
    table[place + FIRST_LOW] = first.low();
    table[place + UNTIL] = until;
  }

  private void grow() {
    long[] larger = new long[2 * table.length];
    taken = 0;
    for (int from = 0; from < table.length; from += FIELDS) {
      if (table[from + UNTIL] != 0) {
        System.arraycopy(table, from, larger, place(larger, table[from + LOW]), FIELDS);
        taken++;
      }
    }
    table = larger;
  }

  private static int places(long[] table) {
    return table.length / FIELDS;
  }

  private static int place(long[] table, long low) {
    return (int) (low & (places(table) - 1)) * FIELDS;
  }
}
