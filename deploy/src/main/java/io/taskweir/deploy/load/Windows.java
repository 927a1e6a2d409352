package io.taskweir.deploy.load;

import java.time.Duration;
import java.time.Instant;

/**
 * Consecutive windows of one length, aligned to the epoch, so that a window of an hour begins on
 * the hour and has the same start whenever somebody asks.
 *
 * @param first the start of the first
 * @param every their length
 * @param count how many there are
 * @param until where the time that is looked at ends: in the last window, or at its end
 */
public record Windows(Instant first, Duration every, int count, Instant until) {

  /** The shortest length. */
  public static final Duration SHORTEST = Duration.ofSeconds(1);

  /** The largest number of windows. */
  public static final int MOST = 10_000;

  /** The windows that cover the time {@code back} before {@code until}. */
  public static Windows before(Instant until, Duration back, Duration every) {
    if (every.compareTo(SHORTEST) < 0 || every.toNanosPart() != 0) {
      throw new IllegalArgumentException("expected whole seconds, at least 1 s, got " + every);
    }
    long last = Math.floorDiv(until.toEpochMilli() - 1, every.toMillis());
    long first = Math.floorDiv(until.minus(back).toEpochMilli(), every.toMillis());
    // As many as fit: an hour that has begun takes the place of one that is almost over.
    long count = Math.max(1, Math.min(last - first + 1, back.dividedBy(every)));
    if (count > MOST) {
      throw new IllegalArgumentException(
          "expected at most %d windows, got %d".formatted(MOST, count));
    }
    Instant start = Instant.ofEpochMilli((last - count + 1) * every.toMillis());
    return new Windows(start, every, (int) count, until);
  }

  Instant start(int window) {
    return first.plus(every.multipliedBy(window));
  }

  Instant end(int window) {
    return start(window + 1);
  }

  /** How much of a window has passed: all of it, but for the last. */
  Duration passed(int window) {
    Instant end = end(window).isBefore(until) ? end(window) : until;
    return Duration.between(start(window), end);
  }

  /** The nanoseconds from the first window's start; they may lie before it. */
  long nanos(Instant at) {
    return Duration.between(first, at).toNanos();
  }

  /** Where the time that is looked at ends, in nanoseconds. */
  long endNanos() {
    return nanos(until);
  }
}
