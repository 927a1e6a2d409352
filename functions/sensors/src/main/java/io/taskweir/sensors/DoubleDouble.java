package io.taskweir.sensors;

/**
 * A number as the unevaluated sum of two doubles, with some 106 bits: a sum of a million readings
 * kept so rounds to the same double in whatever order they came and were merged.
 *
 * <p>{@code TwoSum} is Knuth's (The Art of Computer Programming 2, 4.2.2), {@code FastTwoSum}
 * Dekker's (Numerische Mathematik 18, 1971), the idea of summing so Ogita, Rump and Oishi's
 * (Accurate Sum and Dot Product, SIAM 2005). Joldes, Muller and Popescu (ACM TOMS 44, 2017) prove
 * the relative errors of such operations: 3 times 2^-106 for a sum or a quotient, 5 for a product.
 *
 * <p>What passes the range of doubles stays at its end, {@code Double.MAX_VALUE}: never infinite,
 * never NaN. A sum that has been there depends on the order of its readings.
 *
 * <p>An operation makes an object that the compiler usually takes away again.
 *
 * @param high the number, rounded to a double
 * @param low what is missing
 */
record DoubleDouble(double high, double low) {

  /** The square of {@code value}, exact within the range of doubles. */
  static DoubleDouble square(double value) {
    double high = value * value;
    return fastTwoSum(high, Math.fma(value, value, -high));
  }

  DoubleDouble plus(double value) {
    double sum = high + value;
    return fastTwoSum(sum, low + twoSumError(high, value, sum));
  }

  DoubleDouble plus(DoubleDouble other) {
    double highs = high + other.high;
    double lows = low + other.low;
    double lost = twoSumError(low, other.low, lows);
    DoubleDouble sum = fastTwoSum(highs, twoSumError(high, other.high, highs) + lows);
    return fastTwoSum(sum.high, sum.low + lost);
  }

  DoubleDouble minus(DoubleDouble other) {
    return plus(new DoubleDouble(-other.high, -other.low));
  }

  DoubleDouble dividedBy(double divisor) {
    double quotient = high / divisor;
    double product = quotient * divisor;
    double productError = Math.fma(quotient, divisor, -product);
    return fastTwoSum(quotient, ((high - product) - productError + low) / divisor);
  }

  /** Its square; the square of {@code low} is too small to matter. */
  DoubleDouble squared() {
    double product = high * high;
    return fastTwoSum(product, Math.fma(high, high, -product) + 2 * high * low);
  }

  /** What {@code sum}, the rounded {@code a + b}, has lost. */
  private static double twoSumError(double a, double b, double sum) {
    double fromB = sum - a;
    return (a - (sum - fromB)) + (b - fromB);
  }

  /** The sum of two numbers of which the second is the smaller, or of what has overflowed. */
  private static DoubleDouble fastTwoSum(double a, double b) {
    double sum = a + b;
    return Double.isFinite(sum)
        ? new DoubleDouble(sum, b - (sum - a))
        : new DoubleDouble(Math.copySign(Double.MAX_VALUE, a), 0);
  }
}
