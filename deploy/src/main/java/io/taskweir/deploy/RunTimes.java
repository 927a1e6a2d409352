package io.taskweir.deploy;

import java.time.Duration;

/**
 * Where the time of a run went.
 *
 * @param start from the start of the JVM until the job was submitted: broker, cluster, feeding
 * @param run until the job had ended
 * @param stop until everything was exported and stopped
 */
record RunTimes(Duration start, Duration run, Duration stop) {

  Duration total() {
    return start.plus(run).plus(stop);
  }
}
