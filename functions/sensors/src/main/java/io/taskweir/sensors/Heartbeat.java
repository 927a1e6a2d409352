package io.taskweir.sensors;

import io.taskweir.state.TaskId;
import java.time.Instant;
import java.util.Arrays;

/**
 * What {@link WatchSilence} keeps of a sensor. Public for Flink's serializer alone. Fields are a
 * contract: add or remove one, never rename or retype it.
 *
 * @param sensor its name, which a timer could not know from the key, a hash
 * @param tenant whose it is
 * @param lastSeen the latest time of its readings, in epoch milliseconds
 * @param intervals the last 16 intervals between readings in order, oldest first, in milliseconds;
 *     never changed in place
 * @param silenceAfter how many usual intervals make a silence; 0 for never
 * @param reported whether the silence since {@code lastSeen} is reported
 * @param timer when the one timer fires, in epoch milliseconds; {@link #NEVER} where none is set
 */
public record Heartbeat(
    String sensor,
    String tenant,
    long lastSeen,
    long[] intervals,
    int silenceAfter,
    boolean reported,
    long timer) {

  /** No time at all. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int MOST_INTERVALS = 16;
  private static final int FEWEST_INTERVALS = 3;

  /** A sensor's first. */
  static Heartbeat first(String tenant, Reading reading) {
    return new Heartbeat(
        reading.sensor(),
        tenant,
        reading.timestamp(),
        new long[0],
        reading.silenceAfter(),
        false,
        NEVER);
  }

  /** One more, later than the last. The timer stays as it is. */
  Heartbeat then(Reading reading) {
    int kept = Math.min(intervals.length, MOST_INTERVALS - 1);
    long[] more = new long[kept + 1];
    System.arraycopy(intervals, intervals.length - kept, more, 0, kept);
    more[kept] = reading.timestamp() - lastSeen;
    return new Heartbeat(
        sensor, tenant, reading.timestamp(), more, reading.silenceAfter(), false, timer);
  }

  Heartbeat withTimer(long time) {
    return new Heartbeat(sensor, tenant, lastSeen, intervals, silenceAfter, reported, time);
  }

  Heartbeat withReported() {
    return new Heartbeat(sensor, tenant, lastSeen, intervals, silenceAfter, true, timer);
  }

  /** When the sensor counts as silent, in epoch milliseconds; {@link #NEVER} where unknown. */
  long silentSince() {
    if (silenceAfter == 0 || intervals.length < FEWEST_INTERVALS) {
      return NEVER;
    }
    long usual = usualInterval();
    return usual > (NEVER - lastSeen) / silenceAfter ? NEVER : lastSeen + usual * silenceAfter;
  }

  /** The silence since {@code lastSeen}. */
  Silence silence() {
    String id = TaskId.derive("silence", tenant, sensor, Long.toString(lastSeen)).hex();
    return new Silence(
        id,
        id,
        tenant,
        1,
        sensor,
        Instant.ofEpochMilli(lastSeen),
        usualInterval(),
        Instant.ofEpochMilli(silentSince()),
        null);
  }

  /** The median; of an even number the mean of the middle two, in milliseconds, rounded down. */
  private long usualInterval() {
    long[] sorted = intervals.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
