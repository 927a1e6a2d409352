package io.taskweir.deploy.cluster;

import io.taskweir.deploy.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cluster up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Start a cluster, or say that it is up. What it kept in its folder is there again.",
      ""
    })
final class Up implements Callable<Integer> {

  private static final int MOST_TASK_MANAGERS = 64;
  private static final int MOST_SLOTS = 128;
  private static final int MOST_PORT = 65_535;

  @Mixin InFolder in;

  @Option(
      names = "--taskmanagers",
      paramLabel = "N",
      description = "Flink TaskManagers, of 2 GB each. Default: ${DEFAULT-VALUE}.")
  int taskManagers = 1;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description =
          "Slots of each TaskManager: a workflow takes as many as its parallelism. Default:"
              + " ${DEFAULT-VALUE}.")
  int slots = 2;

  @Option(
      names = "--ha",
      description = "High availability by ZooKeeper: jobs survive the death of the JobManager.")
  boolean highAvailability;

  @Option(
      names = "--web-port",
      paramLabel = "P",
      description = "Port of Flink's dashboard and REST. Default: ${DEFAULT-VALUE}.")
  int webPort = 8081;

  @Option(
      names = "--kafka-port",
      paramLabel = "P",
      description = "Port of the Kafka broker. Default: ${DEFAULT-VALUE}.")
  int kafkaPort = 9092;

  @Override
  public Integer call() throws Exception {
    requireWithin("--taskmanagers", taskManagers, MOST_TASK_MANAGERS);
    requireWithin("--slots", slots, MOST_SLOTS);
    requireWithin("--web-port", webPort, MOST_PORT);
    requireWithin("--kafka-port", kafkaPort, MOST_PORT);
    ClusterFolder folder = in.folder();
    if (folder.isUp()) {
      System.err.println("the cluster is up already; its options are those of its start");
    } else {
      folder.requireOurs();
      requireRemembered(folder);
      new ClusterStart(folder)
          .start(
              new ClusterPlan(
                  taskManagers,
                  slots,
                  highAvailability,
                  Ports.choose(webPort, kafkaPort, taskManagers)));
    }
    System.out.print(StatusPage.of(folder));
    return 0;
  }

  /** Jobs that ZooKeeper remembers would come back, from old state, with whichever up has it. */
  private void requireRemembered(ClusterFolder folder) {
    boolean had = folder.readPlan().map(ClusterPlan::highAvailability).orElse(false);
    if (had && !highAvailability) {
      throw new UsageException(
          "the cluster in %s had --ha and remembers its workflows; expected --ha again, or cluster down --delete first"
              .formatted(folder.root()));
    }
  }

  private static void requireWithin(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new UsageException(option + " " + value + ": expected 1 to " + most);
    }
  }
}
