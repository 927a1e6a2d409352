package io.taskweir.deploy.load;

import io.taskweir.state.AuditEvent;

/** One tenant's work (or that at one stage), window by window. */
final class Series {

  private static final double NANOS_A_SECOND = 1e9;

  private final Windows windows;
  private final long everyNanos;
  private final long[] tasks;
  private final long[] dead;
  private final long[] retried;
  private final long[] busyNanos;
  private final Bins bins = new Bins();

  Series(Windows windows) {
    this.windows = windows;
    this.everyNanos = windows.every().toNanos();
    this.tasks = new long[windows.count()];
    this.dead = new long[windows.count()];
    this.retried = new long[windows.count()];
    this.busyNanos = new long[windows.count()];
  }

  /** Counts what ended at {@code end}, in nanoseconds from the first window's start. */
  void add(AuditEvent event, long end) {
    int window = (int) (end / everyNanos);
    switch (event.event()) {
      case SUCCEEDED, SUPPRESSED -> tasks[window]++;
      case DEAD -> {
        tasks[window]++;
        dead[window]++;
      }
      case RETRIED -> retried[window]++;
      // Neither is an end of a task: what is late was counted before, what is held will be.
      case LATE, HELD -> {}
    }
    busy(Math.max(0, end - event.durationNs()), end);
  }

  boolean isIdle(int window) {
    return tasks[window] == 0 && retried[window] == 0 && busyNanos[window] == 0;
  }

  LoadLine line(LoadCount.Key key, int window) {
    double passed = windows.passed(window).toNanos();
    int binsEach = (int) (everyNanos / Bins.NANOS);
    return new LoadLine(
        key.tenant(),
        key.stage(),
        windows.start(window),
        windows.end(window),
        tasks[window],
        dead[window],
        retried[window],
        rounded(busyNanos[window] / NANOS_A_SECOND),
        rounded(passed == 0 ? 0 : busyNanos[window] / passed),
        rounded(bins.peak(window * binsEach, (window + 1) * binsEach)));
  }

  private void busy(long from, long to) {
    for (long at = from; at < to; ) {
      int window = (int) (at / everyNanos);
      long end = Math.min(to, (window + 1) * everyNanos);
      busyNanos[window] += end - at;
      at = end;
    }
    bins.add(from, to);
  }

  /** Six digits after the point: a microsecond. */
  private static double rounded(double value) {
    return Math.round(value * 1e6) / 1e6;
  }
}
