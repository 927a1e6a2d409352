package io.taskweir.deploy.load;

import java.util.HashMap;
import java.util.Map;

/**
 * Busy time in bins of {@value #MILLIS} ms. The concurrency of a bin is its busy time over its
 * length. That is not the sweep over all starts and ends, on purpose: events say when they ended to
 * the millisecond only, so a hundred short tasks that one thread ran in turn would seem to have
 * been a hundred at once. What is lost: a burst that is shorter than a bin shows as its mean over
 * the bin.
 *
 * <p>Memory is bounded by the time that is covered and not by the number of tasks: 4 bytes a bin,
 * of minutes in which something ran, 3.5 MB for a tenant that is busy all day.
 */
final class Bins {

  /** The length of a bin. A window is a multiple of it. */
  static final int MILLIS = 100;

  static final long NANOS = MILLIS * 1_000_000L;

  private static final int PAGE = 600;
  private static final long NANOS_A_MICRO = 1_000;

  /** Microseconds a bin. */
  private final Map<Integer, int[]> pages = new HashMap<>();

  /** Adds an interval, in nanoseconds from the start of the first bin. */
  void add(long from, long to) {
    for (long at = from; at < to; ) {
      long bin = at / NANOS;
      long end = Math.min(to, (bin + 1) * NANOS);
      add((int) bin, end - at);
      at = end;
    }
  }

  /** The highest concurrency of a bin between two of them. */
  double peak(int firstBin, int endBin) {
    int highest = 0;
    for (int bin = firstBin; bin < endBin; ) {
      int[] page = pages.get(bin / PAGE);
      int pageEnd = Math.min(endBin, (bin / PAGE + 1) * PAGE);
      for (; page != null && bin < pageEnd; bin++) {
        highest = Math.max(highest, page[bin % PAGE]);
      }
      bin = pageEnd;
    }
    return highest * (double) NANOS_A_MICRO / NANOS;
  }

  private void add(int bin, long nanos) {
    int[] page = pages.computeIfAbsent(bin / PAGE, at -> new int[PAGE]);
    long micros = page[bin % PAGE] + Math.round((double) nanos / NANOS_A_MICRO);
    page[bin % PAGE] = (int) Math.min(micros, Integer.MAX_VALUE);
  }
}
