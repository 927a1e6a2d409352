package io.taskweir.bench.sensors;

/**
 * What goes out: an hour of a sensor.
 *
 * @param sensor which one
 * @param start when the hour began, in epoch seconds
 * @param number of readings
 * @param total of the values
 * @param least of the values
 * @param most of the values
 * @param mean of the values, rounded towards zero, as SQL has it for whole numbers
 */
public record Hour(
    String sensor, long start, long number, long total, long least, long most, long mean) {

  /** An hour, in milliseconds. */
  static final long MILLIS = 3_600_000;

  static Hour of(String sensor, long startMillis, Sums sums) {
    return new Hour(
        sensor,
        startMillis / 1_000,
        sums.number,
        sums.total,
        sums.least,
        sums.most,
        sums.total / sums.number);
  }
}
