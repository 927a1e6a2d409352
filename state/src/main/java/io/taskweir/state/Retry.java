package io.taskweir.state;

import java.util.List;

/**
 * Where a waiting task stands.
 *
 * @param due when its next attempt is due, in epoch milliseconds
 * @param since when it first failed, in epoch milliseconds
 * @param attempts the attempts that failed so far, oldest first
 */
public record Retry(long due, long since, List<Attempt> attempts) {}
