package io.taskweir.bench.sensors;

/**
 * What comes in. Values are whole numbers: a sum of them is the same in any order, and every
 * contestant writes it alike.
 *
 * @param sensor which one
 * @param at when, in epoch milliseconds
 * @param value what it measured
 */
public record Reading(String sensor, long at, long value) {}
