package io.taskweir.sensors;

import javax.annotation.Nullable;

/**
 * What the readings of one sensor add up to over one window. Its fields, in this order, are the
 * contract of {@code rollups.jsonl}: add or remove one, never rename or retype it. Every number is
 * finite: JSON has no word for infinity.
 *
 * @param id the same for each version of one window of one sensor, 32 hex digits
 * @param root the run that made it: itself, for a window is of many runs
 * @param tenant whose sensor it is
 * @param version 1 for the first, one more with each correction; the highest holds
 * @param sensor whose readings
 * @param group the sensor's group at the window's first reading; null for none
 * @param unit the unit of the window's first reading; null where nobody said
 * @param windowStart when the window begins, RFC 3339 with the zone's offset
 * @param windowEnd when it ends: the first moment that is not in it
 * @param every the window's length as it was given, such as {@code 1h}
 * @param zone the time zone whose calendar the window is aligned to
 * @param count readings
 * @param sum of their values; a sum beyond the range of doubles stays at the range's end
 * @param min the least
 * @param max the greatest
 * @param mean the sum by the count
 * @param stddev the standard deviation of the population
 * @param p50 the value at rank {@code floor(0.5 (count - 1))} of the sorted readings, exact for up
 *     to 16 and within 1% of the value for more
 * @param p95 likewise at 0.95
 * @param p99 likewise at 0.99
 * @param first the value of the first reading by event time
 * @param last the value of the last
 */
public record Rollup(
    String id,
    String root,
    String tenant,
    int version,
    String sensor,
    @Nullable String group,
    @Nullable String unit,
    String windowStart,
    String windowEnd,
    String every,
    String zone,
    long count,
    double sum,
    double min,
    double max,
    double mean,
    double stddev,
    double p50,
    double p95,
    double p99,
    double first,
    double last) {}
