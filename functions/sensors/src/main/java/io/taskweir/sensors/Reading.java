package io.taskweir.sensors;

import javax.annotation.Nullable;

/**
 * One checked value of one sensor. Fields are a contract: add or remove one, never rename or retype
 * it.
 *
 * @param sensor whose value it is, 1 to 200 characters
 * @param timestamp when it was measured, in epoch milliseconds
 * @param value finite
 * @param unit what the value counts; null where neither reading nor settings nor an earlier reading
 *     of the sensor says it
 * @param group what the sensor belongs to; null where it belongs to nothing
 * @param sequence the sensor's own number of the reading, from 0; null where it counts none
 * @param silenceAfter after how many of its usual intervals the sensor counts as silent; 0 for
 *     never
 */
public record Reading(
    String sensor,
    long timestamp,
    double value,
    @Nullable String unit,
    @Nullable String group,
    @Nullable Long sequence,
    int silenceAfter) {

  /** The key of every stage that a reading passes; equal to {@link RawReading#key}. */
  public String key() {
    return sensor;
  }

  /** What a repeat shares with its first: the sequence where there is one, else the time. */
  public String identity() {
    return sequence != null ? "s:" + sequence : "t:" + timestamp;
  }

  /**
   * What is equal in an honest repeat: time and value. Not the unit: a sensor has only one, and a
   * reading without any takes it once it is known, so a repeat may say more than its first.
   */
  public String content() {
    return timestamp + " " + (value + 0.0); // -0.0 + 0.0 is 0.0, which is the same value
  }
}
