package io.taskweir.connectors.files;

import java.io.IOException;
import java.time.Duration;
import javax.annotation.Nullable;

/**
 * The rows of one file, each with the time by which it is merged with other files. That is its own,
 * but for two:
 *
 * <ul>
 *   <li>a row without a time goes with the row before it;
 *   <li>one that is more than a day ahead of the row after it goes with that one: a single wild
 *       clock would else hold back the rest of its file until all others are at their end, and make
 *       it late.
 * </ul>
 */
final class InOrder {

  private static final long LEAP = Duration.ofDays(1).toMillis();

  private final Rows rows;
  @Nullable private Row ahead;
  private long last = Row.UNTIMED;

  InOrder(Rows rows) throws IOException {
    this.rows = rows;
    this.ahead = rows.next();
  }

  /** The next row with its time; null after the last. Only rows before any time are untimed. */
  @Nullable
  Row next() throws IOException {
    if (ahead == null) {
      return null;
    }
    Row row = ahead;
    ahead = rows.next();
    long time = row.isTimed() ? row.time() : last;
    if (row.isTimed() && ahead != null && ahead.isTimed() && time - ahead.time() > LEAP) {
      time = ahead.time();
    }
    last = time;
    return time == row.time() ? row : new Row(time, row.readings());
  }

  long absent() {
    return rows.absent();
  }
}
