package io.taskweir.deploy.cluster;

import java.nio.file.Path;
import javax.annotation.Nullable;
import picocli.CommandLine.Option;

/** Which cluster of this machine. */
public final class InFolder {

  @Nullable
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "The cluster's folder. Default: cluster in $TASKWEIR_HOME, else ~/.taskweir/cluster.")
  Path dir;

  /** The folder. */
  public ClusterFolder folder() {
    return ClusterFolder.at(dir);
  }
}
