package io.taskweir.engine;

/**
 * A stretch of event time.
 *
 * @param start its first millisecond, since the epoch
 * @param end the first millisecond after it
 * @param every the length that it is one of, as written, such as {@code 1h}
 */
public record Window(long start, long end, String every) {}
