package io.taskweir.state;

/**
 * That a task has asked to be held, and where it stands since.
 *
 * @param waits whether it is held now; false while it waits for another attempt, since it failed
 *     when it was run again
 * @param until when it gets its last run, in epoch milliseconds; further holds leave it as it is
 * @param order counts up within a key, so that tasks of one millisecond keep their order
 */
public record Hold(boolean waits, long until, long order) {}
