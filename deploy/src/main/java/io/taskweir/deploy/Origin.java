package io.taskweir.deploy;

import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.deploy.cluster.ClusterPlan;
import io.taskweir.deploy.cluster.InFolder;
import io.taskweir.deploy.records.FolderRecords;
import io.taskweir.deploy.records.NoRunException;
import io.taskweir.job.ConfigException;
import io.taskweir.job.JobConfig;
import io.taskweir.job.ShippedWorkflow;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of an operator's verb that say where the records of runs lie. */
final class Origin {

  @ArgGroup Where where = new Where();

  @Mixin InFolder in;

  @Nullable
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The job's file of options: its kafka.* settings (TLS, SASL) reach the client, and it"
              + " says what the stages audit.")
  Path config;

  /** One of the two. */
  static final class Where {
    @Nullable
    @Option(names = "--from", paramLabel = "DIR", description = "The folder of a bounded run.")
    Path folder;

    @Nullable
    @Option(
        names = "--kafka",
        paramLabel = "HOST:PORT",
        description =
            "The brokers, HOST:PORT[,HOST:PORT]...; what is committed is read. Default: that of this"
                + " machine's cluster.")
    String kafka;
  }

  /** The folder; null for brokers. */
  @Nullable
  Path folder() {
    return where.folder;
  }

  FolderRecords folderRecords() {
    try {
      return FolderRecords.of(where.folder);
    } catch (NoRunException e) {
      throw new UsageException("--from " + e.getMessage());
    }
  }

  KafkaClients clients() {
    String brokers = where.kafka == null ? local().kafka() : where.kafka;
    return clients(brokers, config);
  }

  /** Where the processes of this machine's cluster log; null where no such cluster is asked. */
  @Nullable
  Path clusterLogs() {
    return where.folder == null && where.kafka == null ? in.folder().logs() : null;
  }

  private ClusterPlan local() {
    return in.folder()
        .up()
        .orElseThrow(
            () ->
                new UsageException(
                    "no cluster is up on this machine; expected --from DIR or --kafka HOST:PORT"));
  }

  JobConfig jobConfig() {
    return jobConfig(config);
  }

  /** Clients of {@code brokers} with the settings that {@code config}, if any, has for them. */
  static KafkaClients clients(String brokers, @Nullable Path config) {
    Map<String, String> settings = new HashMap<>();
    jobConfig(config)
        .kafka()
        .forEach((key, value) -> settings.put(key.toString(), value.toString()));
    return new KafkaClients(brokers, settings);
  }

  /** Refuses a workflow that does not ship; {@code name} is what the command line calls it. */
  static void known(String name, String workflow) {
    try {
      ShippedWorkflow.named(workflow);
    } catch (ConfigException e) {
      throw new UsageException(name + ": " + e.getMessage());
    }
  }

  private static JobConfig jobConfig(@Nullable Path config) {
    try {
      return JobConfig.read(config, List.of());
    } catch (ConfigException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
