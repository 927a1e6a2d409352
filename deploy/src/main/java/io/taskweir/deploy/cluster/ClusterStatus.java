package io.taskweir.deploy.cluster;

import java.time.Instant;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What the supervisor knows.
 *
 * @param supervisor its process id
 * @param since when it began
 * @param processes in the order of their start
 */
record ClusterStatus(long supervisor, Instant since, List<ProcessStatus> processes) {

  /**
   * One process.
   *
   * @param name what it is, which names its log too
   * @param pid its process id; null while it is down
   * @param since when it was last started
   * @param restarts how often it was started again since it died
   */
  record ProcessStatus(String name, @Nullable Long pid, Instant since, int restarts) {}
}
