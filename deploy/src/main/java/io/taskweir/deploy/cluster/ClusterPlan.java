package io.taskweir.deploy.cluster;

/**
 * What a cluster consists of.
 *
 * @param taskManagers how many
 * @param slots of each of them
 * @param highAvailability whether jobs survive the JobManager, by ZooKeeper
 * @param ports where each process listens, on loopback
 */
public record ClusterPlan(int taskManagers, int slots, boolean highAvailability, Ports ports) {

  /**
   * Ports of a cluster. They stay the same while it is up, so that a process that was restarted is
   * found again.
   *
   * @param web of Flink's dashboard and REST
   * @param kafka of the broker
   * @param controller of the broker's own controller
   * @param jobManager of the JobManager's RPC
   * @param zookeeper of ZooKeeper; used with high availability only
   * @param metrics of the first process' Prometheus metrics: the JobManager's; TaskManagers follow
   */
  public record Ports(
      int web, int kafka, int controller, int jobManager, int zookeeper, int metrics) {}

  /** The address of Flink's REST. */
  public String web() {
    return "http://" + LOOPBACK + ":" + ports.web();
  }

  /** The address of the broker. */
  public String kafka() {
    return LOOPBACK + ":" + ports.kafka();
  }

  /** How many tasks of a stage can run side by side, over all workflows. */
  int allSlots() {
    return taskManagers * slots;
  }

  /** The only interface that anything listens on. */
  static final String LOOPBACK = "127.0.0.1";
}
