package io.taskweir.deploy.flink;

import io.taskweir.deploy.Failure;
import java.io.BufferedOutputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.PackagedProgramUtils;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.util.ExceptionUtils;

/**
 * Turns a job's jar into a graph, in a JVM that has Flink alone: {@code BuildGraph ANSWER JAR
 * PARALLELISM CHECKPOINTS ARGUMENT...}. {@code ANSWER} then holds the job's parameters and its
 * graph; or, with exit 1, the line that says why there is none. It needs nothing but Flink, as that
 * is what its class path has.
 */
public final class BuildGraph {

  private BuildGraph() {}

  /** Writes the answer. */
  public static void main(String[] arguments) throws Exception {
    Path answer = Path.of(arguments[0]);
    Path jar = Path.of(arguments[1]);
    try {
      write(
          answer,
          jar,
          Integer.parseInt(arguments[2]),
          arguments[3],
          Arrays.copyOfRange(arguments, 4, arguments.length));
      // A program may leave threads behind.
      System.exit(0);
    } catch (Exception | LinkageError e) {
      Files.writeString(answer, why(jar, e));
      System.exit(1);
    }
  }

  private static void write(
      Path answer, Path jar, int parallelism, String checkpoints, String[] arguments)
      throws Exception {
    var configuration = new Configuration();
    if (!checkpoints.isEmpty()) {
      configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints);
    }
    try (PackagedProgram program =
            PackagedProgram.newBuilder()
                .setJarFile(jar.toFile())
                .setArguments(arguments)
                .setConfiguration(configuration)
                .build();
        var out = new ObjectOutputStream(new BufferedOutputStream(Files.newOutputStream(answer)))) {
      JobGraph graph =
          PackagedProgramUtils.createJobGraph(program, configuration, parallelism, false);
      ExecutionConfig config =
          graph.getSerializedExecutionConfig().deserializeValue(program.getUserCodeClassLoader());
      out.writeObject(new HashMap<>(config.getGlobalJobParameters().toMap()));
      out.writeObject(graph);
    }
  }

  /** What the program says itself is said as it is. */
  private static String why(Path jar, Throwable thrown) {
    var said = ExceptionUtils.findThrowable(thrown, ProgramParametrizationException.class);
    if (said.isPresent()) {
      return said.get().getMessage();
    }
    var linkage = ExceptionUtils.findThrowable(thrown, LinkageError.class);
    if (linkage.isPresent()) {
      return "%s does not fit this Flink: %s; build it with the same version"
          .formatted(jar.getFileName(), Failure.reason(linkage.get()));
    }
    return jar.getFileName() + " cannot be started: " + Failure.line(thrown);
  }
}
