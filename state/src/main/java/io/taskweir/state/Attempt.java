package io.taskweir.state;

import java.time.Instant;

/**
 * One failed attempt at a task.
 *
 * @param at when it failed
 * @param error the error's type and message, in one line of at most 500 characters
 */
public record Attempt(Instant at, String error) {}
