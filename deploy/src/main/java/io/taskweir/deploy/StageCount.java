package io.taskweir.deploy;

/**
 * What became of a stage's tasks.
 *
 * @param stage its name
 * @param started tasks that reached it
 * @param succeeded those that returned
 * @param suppressed those whose key was done already
 * @param dead those that became dead letters
 * @param retried attempts that failed and were made again; no task ends so
 * @param late findings that came after their join had decided; no task ends so
 */
record StageCount(
    String stage,
    long started,
    long succeeded,
    long suppressed,
    long dead,
    long retried,
    long late) {

  static StageCount none(String stage) {
    return new StageCount(stage, 0, 0, 0, 0, 0, 0);
  }

  /** Whether nothing has happened here. */
  boolean isIdle() {
    return equals(none(stage));
  }

  /** Tasks of which it is known what became of them. */
  long ended() {
    return succeeded + suppressed + dead;
  }
}
