package io.taskweir.state;

/**
 * What one subtask of a stage has counted since the job first started; the sum over subtasks is
 * exact across restarts. At rest {@code started = succeeded + suppressed + dead}.
 *
 * @param started tasks that came in
 * @param succeeded tasks that returned
 * @param suppressed tasks whose key was already done
 * @param dead tasks that became dead letters
 * @param retried attempts that failed and were followed by another
 * @param late what reached a join after it had decided
 */
public record Account(
    long started, long succeeded, long suppressed, long dead, long retried, long late) {}
