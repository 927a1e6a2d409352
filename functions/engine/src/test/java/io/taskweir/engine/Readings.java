package io.taskweir.engine;

import io.taskweir.engine.Readings.Reading;
import io.taskweir.engine.Readings.Sum;
import io.taskweir.engine.Readings.Total;

/**
 * Sums readings up. Its summary is changed in place, so that whoever keeps or shares one is found
 * out, and all of it is whole numbers, so that equal is equal.
 */
final class Readings implements Consolidation<Reading, Sum, Total> {

  /** The value at which {@code add} throws. */
  static final long THROWS = -1_000_001;

  /** The value at which {@code eventTime} overflows its stack. */
  static final long OVERFLOWS = -1_000_002;

  /** A value of a key at a time. */
  public record Reading(String key, long time, long value) {}

  /** Of some readings. */
  public static final class Sum {
    public long count;
    public long sum;
    public long min = Long.MAX_VALUE;
    public long max = Long.MIN_VALUE;
  }

  /** What a window says. */
  public record Total(
      String id,
      String tenant,
      int version,
      String every,
      long start,
      long end,
      long count,
      long sum,
      long min,
      long max) {}

  @Override
  public long eventTime(Reading reading) {
    if (reading.value() == OVERFLOWS) {
      throw new StackOverflowError();
    }
    return reading.time();
  }

  @Override
  public Sum empty() {
    return new Sum();
  }

  @Override
  public Sum add(Sum sum, Reading reading) {
    if (reading.value() == THROWS) {
      throw new IllegalStateException("no such value");
    }
    sum.count++;
    sum.sum += reading.value();
    sum.min = Math.min(sum.min, reading.value());
    sum.max = Math.max(sum.max, reading.value());
    return sum;
  }

  @Override
  public Sum merge(Sum sum, Sum other) {
    sum.count += other.count;
    sum.sum += other.sum;
    sum.min = Math.min(sum.min, other.min);
    sum.max = Math.max(sum.max, other.max);
    return sum;
  }

  @Override
  public Total result(String id, String tenant, int version, Window window, Sum sum) {
    return new Total(
        id,
        tenant,
        version,
        window.every(),
        window.start(),
        window.end(),
        sum.count,
        sum.sum,
        sum.min,
        sum.max);
  }
}
