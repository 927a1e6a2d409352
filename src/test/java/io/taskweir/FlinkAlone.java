package io.taskweir;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.PackagedProgramUtils;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * Does to a job's jar what {@code flink run} and a cluster do, in a JVM that has nothing but Flink
 * and this class on its class path: {@code FlinkAlone DIRECTORY JAR ARGUMENT...}.
 */
public final class FlinkAlone {

  private static final int SLOTS = 2;

  private FlinkAlone() {}

  /** Ends well where the job does. */
  public static void main(String[] arguments) throws Exception {
    Configuration configuration = configuration(Path.of(arguments[0]));
    JobGraph job;
    try (PackagedProgram program =
        PackagedProgram.newBuilder()
            .setJarFile(new File(arguments[1]))
            .setArguments(Arrays.copyOfRange(arguments, 2, arguments.length))
            .setConfiguration(configuration)
            .build()) {
      job = PackagedProgramUtils.createJobGraph(program, configuration, SLOTS, false);
    }
    MiniClusterConfiguration settings =
        new MiniClusterConfiguration.Builder()
            .setConfiguration(configuration)
            .setNumSlotsPerTaskManager(SLOTS)
            .build();
    try (MiniCluster cluster = new MiniCluster(settings)) {
      cluster.start();
      System.out.println(cluster.executeJobBlocking(job).getAllAccumulatorResults());
    }
  }

  private static Configuration configuration(Path directory) {
    Configuration all = new Configuration();
    all.set(RestOptions.ADDRESS, "127.0.0.1");
    all.set(RestOptions.BIND_PORT, "0");
    all.set(CoreOptions.TMP_DIRS, directory.resolve("tmp").toString());
    all.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        directory.resolve("checkpoints").toUri().toString());
    all.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
    return all;
  }
}
