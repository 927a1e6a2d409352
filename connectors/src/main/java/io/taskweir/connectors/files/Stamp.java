package io.taskweir.connectors.files;

/**
 * A timestamp that could be read.
 *
 * @param millis epoch milliseconds, by which files are merged
 * @param utc RFC 3339 in UTC, with the fraction of a second that the file has
 */
record Stamp(long millis, String utc) {}
