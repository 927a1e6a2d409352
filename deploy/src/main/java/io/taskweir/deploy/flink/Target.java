package io.taskweir.deploy.flink;

import io.taskweir.deploy.UsageException;
import io.taskweir.deploy.cluster.ClusterFolder;
import io.taskweir.deploy.cluster.ClusterPlan;
import io.taskweir.deploy.cluster.InFolder;
import java.util.Optional;
import javax.annotation.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which cluster a verb is about: any by its address, else that of this machine. */
final class Target {

  @Nullable
  @Option(
      names = "--cluster",
      paramLabel = "URL",
      description = "Flink's REST. Default: the cluster that ./taskweir cluster up started.")
  String cluster;

  @Mixin InFolder in;

  /** Its REST. */
  FlinkRest rest() {
    if (cluster != null) {
      return new FlinkRest(cluster);
    }
    return new FlinkRest(
        local()
            .orElseThrow(
                () ->
                    new UsageException(
                        "no cluster is up on this machine; expected --cluster URL, or ./taskweir cluster up first"))
            .web());
  }

  /** The cluster of this machine, where that is the one; empty where it is another or down. */
  Optional<ClusterPlan> local() {
    return cluster == null ? folder().up() : Optional.empty();
  }

  ClusterFolder folder() {
    return in.folder();
  }
}
