package io.taskweir.bench.stage;

/**
 * What comes in.
 *
 * @param id names it; a repeat has the same content
 * @param customer who ordered
 * @param cents what it costs
 */
public record Order(String id, String customer, long cents) {}
