package io.taskweir.state;

/**
 * All that a window has said so far.
 *
 * @param version how often it has fired
 * @param summary of all its items up to that firing
 */
public record WindowTotal<A>(int version, A summary) {}
