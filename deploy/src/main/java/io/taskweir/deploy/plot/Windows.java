package io.taskweir.deploy.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Windows of one sensor in two flat arrays, 64 bytes a window: a million of them fit where a
 * million objects would not. Times are epoch milliseconds.
 */
final class Windows {

  /** Beyond it the span of an axis would overflow. */
  private static final double LARGEST = 1e300;

  private static final int STRIDE = 4;

  private int size;
  private long[] whole = new long[16 * STRIDE];
  private double[] values = new double[16 * STRIDE];

  /** Takes a roll-up; one without readings is a missing window. */
  void add(RollupLine line) {
    if (line.count() <= 0 || Double.isNaN(line.min() + line.max() + line.mean() + line.p95())) {
      return;
    }
    add(line.start(), line.end(), line.count(), line.version());
    values(
        size - 1,
        bounded(line.min()),
        bounded(line.max()),
        bounded(line.mean()),
        bounded(line.p95()));
  }

  int size() {
    return size;
  }

  long start(int window) {
    return whole[window * STRIDE];
  }

  long end(int window) {
    return whole[window * STRIDE + 1];
  }

  long middle(int window) {
    return start(window) + (end(window) - start(window)) / 2;
  }

  long count(int window) {
    return whole[window * STRIDE + 2];
  }

  private long version(int window) {
    return whole[window * STRIDE + 3];
  }

  double min(int window) {
    return values[window * STRIDE];
  }

  double max(int window) {
    return values[window * STRIDE + 1];
  }

  double mean(int window) {
    return values[window * STRIDE + 2];
  }

  double p95(int window) {
    return values[window * STRIDE + 3];
  }

  /** All readings. */
  long readings() {
    return IntStream.range(0, size).mapToLong(this::count).sum();
  }

  /** The lowest of all that is drawn. */
  double lowest() {
    return IntStream.range(0, size)
        .mapToDouble(i -> Math.min(min(i), Math.min(mean(i), p95(i))))
        .min()
        .orElse(0);
  }

  /** The highest of all that is drawn. */
  double highest() {
    return IntStream.range(0, size)
        .mapToDouble(i -> Math.max(max(i), Math.max(mean(i), p95(i))))
        .max()
        .orElse(0);
  }

  /** In the order of time, of each window the highest version. */
  Windows latest() {
    var latest = new Windows();
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.<Integer>comparingLong(this::start).thenComparingLong(this::version))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = 0; i < order.length; i++) {
      if (i + 1 == order.length || start(order[i]) != start(order[i + 1])) {
        latest.copy(this, order[i]);
      }
    }
    return latest;
  }

  /**
   * Cut where windows are missing: where the next one starts more than a window after the end of
   * the one before, and at least {@code leastGap} ms after it.
   */
  List<Windows> segments(long leastGap) {
    var segments = new ArrayList<Windows>();
    for (int i = 0; i < size; i++) {
      if (i == 0 || isGap(i, leastGap)) {
        segments.add(new Windows());
      }
      segments.get(segments.size() - 1).copy(this, i);
    }
    return segments;
  }

  private boolean isGap(int next, long leastGap) {
    long gap = start(next) - end(next - 1);
    long window = Math.max(end(next - 1) - start(next - 1), end(next) - start(next));
    return gap > window && gap >= leastGap;
  }

  /** One window for each column of pixels: {@code x} says where a time lies. */
  Windows columns(LongToDoubleFunction x) {
    var columns = new Windows();
    double last = Double.NaN;
    for (int i = 0; i < size; i++) {
      double column = Math.floor(x.applyAsDouble(middle(i)));
      if (column == last) {
        columns.merge(this, i);
      } else {
        columns.copy(this, i);
      }
      last = column;
    }
    return columns;
  }

  private void merge(Windows from, int window) {
    int last = size - 1;
    long count = count(last) + from.count(window);
    double share = (double) from.count(window) / count;
    whole[last * STRIDE + 1] = from.end(window);
    whole[last * STRIDE + 2] = count;
    values(
        last,
        Math.min(min(last), from.min(window)),
        Math.max(max(last), from.max(window)),
        mean(last) * (1 - share) + from.mean(window) * share,
        Math.max(p95(last), from.p95(window)));
  }

  private void copy(Windows from, int window) {
    add(from.start(window), from.end(window), from.count(window), from.version(window));
    values(size - 1, from.min(window), from.max(window), from.mean(window), from.p95(window));
  }

  private void add(long start, long end, long count, long version) {
    if (size * STRIDE == whole.length) {
      whole = Arrays.copyOf(whole, whole.length * 2);
      values = Arrays.copyOf(values, values.length * 2);
    }
    int at = size++ * STRIDE;
    whole[at] = start;
    whole[at + 1] = end;
    whole[at + 2] = count;
    whole[at + 3] = version;
  }

  private void values(int window, double min, double max, double mean, double p95) {
    int at = window * STRIDE;
    values[at] = min;
    values[at + 1] = max;
    values[at + 2] = mean;
    values[at + 3] = p95;
  }

  private static double bounded(double value) {
    return Math.max(-LARGEST, Math.min(LARGEST, value));
  }
}
