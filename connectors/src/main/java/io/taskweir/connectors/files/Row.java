package io.taskweir.connectors.files;

import java.util.List;

/**
 * What one place in a file gives: a reading as a rule, one a sensor where a line has several, none
 * where all of them are absent.
 *
 * @param time its timestamp in epoch milliseconds; {@link #UNTIMED} where there is none to read
 * @param readings in the order of the columns
 */
record Row(long time, List<FedReading> readings) {

  static final long UNTIMED = Long.MIN_VALUE;

  boolean isTimed() {
    return time != UNTIMED;
  }
}
