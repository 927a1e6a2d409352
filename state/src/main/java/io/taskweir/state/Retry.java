package io.taskweir.state;

import java.util.List;

/**
 * Where a waiting task stands.
 *
 * @param due when its next attempt is due, in epoch milliseconds
 * @param since when it first failed, in epoch milliseconds
 * @param twin 0, or the number of a task of the same id and key that came while others waited: the
 *     same id is the same work, but each that came in must end
 * @param attempts the attempts that failed so far, oldest first
 */
public record Retry(long due, long since, int twin, List<Attempt> attempts) {}
