package io.taskweir.deploy.cluster;

import io.taskweir.deploy.LoopbackPorts;
import io.taskweir.deploy.RunFailedException;

/** Ports of loopback. */
final class Ports {

  private static final int FIRST_METRICS = 9_250;
  private static final int LAST_METRICS = 9_950;

  private Ports() {}

  /** The ports of a new cluster: two are chosen, the others are any that are free. */
  static ClusterPlan.Ports choose(int web, int kafka, int taskManagers) {
    requireFree(web, "--web-port");
    requireFree(kafka, "--kafka-port");
    int[] any = LoopbackPorts.anyFree(3);
    return new ClusterPlan.Ports(web, kafka, any[0], any[1], any[2], freeRow(taskManagers + 1));
  }

  private static void requireFree(int port, String option) {
    if (!LoopbackPorts.isFree(port)) {
      throw new RunFailedException(
          "port %d is taken: choose another with %s".formatted(port, option));
    }
  }

  /** The first of {@code count} free ports in a row, from where Prometheus looks for Flink. */
  private static int freeRow(int count) {
    int begin = FIRST_METRICS;
    for (int port = FIRST_METRICS; port <= LAST_METRICS; port++) {
      if (!LoopbackPorts.isFree(port)) {
        begin = port + 1;
      } else if (port - begin + 1 == count) {
        return begin;
      }
    }
    throw new RunFailedException(
        "no %d free ports in a row between %d and %d, for metrics"
            .formatted(count, FIRST_METRICS, LAST_METRICS));
  }
}
