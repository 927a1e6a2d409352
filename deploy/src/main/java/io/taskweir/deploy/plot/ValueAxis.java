package io.taskweir.deploy.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The axis of values: from a tick at or below the lowest to one at or above the highest, in steps
 * of 1, 2 or 5 times a power of ten. Decimal throughout, so that no tick reads 0.30000000000000004.
 */
record ValueAxis(double low, double high, List<Tick> ticks) {

  private static final int STEPS = 6;

  /** Differences below this share of the values are noise of the arithmetic, no course. */
  private static final double FLAT = 1e-13;

  /** Below it a step could no longer be told from zero. */
  private static final double SMALLEST = 1e-290;

  /** Where on the axis, and what is written there. */
  record Tick(double at, String label) {}

  /** The axis for values from {@code min} to {@code max}; it has a height even where they agree. */
  static ValueAxis of(double min, double max) {
    double magnitude = Math.max(Math.abs(min), Math.abs(max));
    if (max - min > Math.max(magnitude * FLAT, SMALLEST)) {
      return spanning(min, max);
    }
    double room = magnitude < SMALLEST ? 1 : magnitude / 10;
    double middle = magnitude < SMALLEST ? 0 : min;
    return spanning(middle - room, middle + room);
  }

  private static ValueAxis spanning(double min, double max) {
    BigDecimal step = step((max - min) / STEPS);
    long first = BigDecimal.valueOf(min).divide(step, 0, RoundingMode.FLOOR).longValueExact();
    long last = BigDecimal.valueOf(max).divide(step, 0, RoundingMode.CEILING).longValueExact();
    BigDecimal low = step.multiply(BigDecimal.valueOf(first));
    BigDecimal high = step.multiply(BigDecimal.valueOf(last));
    var numbers = new SiNumbers(low.abs().max(high.abs()).stripTrailingZeros(), step);
    List<Tick> ticks =
        LongStream.rangeClosed(first, last)
            .mapToObj(index -> step.multiply(BigDecimal.valueOf(index)))
            .map(value -> new Tick(value.doubleValue(), numbers.write(value)))
            .toList();
    return new ValueAxis(low.doubleValue(), high.doubleValue(), ticks);
  }

  /** The smallest of 1, 2, 5 and 10 times a power of ten that is at least {@code raw}. */
  private static BigDecimal step(double raw) {
    int exponent = (int) Math.floor(Math.log10(raw));
    BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(exponent);
    for (int factor : new int[] {1, 2, 5}) {
      BigDecimal step = power.multiply(BigDecimal.valueOf(factor));
      if (step.doubleValue() >= raw * (1 - FLAT)) {
        return step;
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(exponent + 1);
  }
}
