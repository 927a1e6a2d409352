package io.taskweir.deploy.flink;

import io.taskweir.deploy.Failure;
import io.taskweir.deploy.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import javax.annotation.Nullable;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.PackagedProgramUtils;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.util.ExceptionUtils;

/**
 * A job's jar with the arguments of its main class: what {@code flink run} takes.
 *
 * @param jar the jar
 * @param arguments after it
 * @param parallelism of what does not say its own
 */
record Program(Path jar, List<String> arguments, int parallelism) {

  /** What the jar's manifest says of the Flink that it was built with. */
  static final String BUILT_WITH = "Flink-Version";

  /**
   * A graph that can be submitted.
   *
   * @param graph Flink's
   * @param parameters what the dashboard shows of its options, and the layout of its state
   */
  record Built(JobGraph graph, Map<String, String> parameters) {}

  /**
   * Runs the program up to where it would execute.
   *
   * @param checkpoints where its checkpoints go; null where the cluster says that
   */
  Built build(@Nullable String checkpoints) {
    if (!Files.isRegularFile(jar)) {
      throw new RunFailedException("no such jar: " + jar);
    }
    var configuration = new Configuration();
    if (checkpoints != null) {
      configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints);
    }
    try (PackagedProgram program =
        PackagedProgram.newBuilder()
            .setJarFile(jar.toFile())
            .setArguments(arguments.toArray(new String[0]))
            .setConfiguration(configuration)
            .build()) {
      JobGraph graph =
          PackagedProgramUtils.createJobGraph(program, configuration, parallelism, false);
      ExecutionConfig config =
          graph.getSerializedExecutionConfig().deserializeValue(program.getUserCodeClassLoader());
      return new Built(graph, Map.copyOf(config.getGlobalJobParameters().toMap()));
    } catch (ProgramInvocationException | RuntimeException | LinkageError e) {
      throw new RunFailedException(why(e), e);
    } catch (IOException | ClassNotFoundException e) {
      throw new RunFailedException(jar + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The version of Flink that the jar was built with, where it says so. */
  Optional<String> flink() {
    try (var file = new JarFile(jar.toFile())) {
      return file.getManifest() == null
          ? Optional.empty()
          : Optional.ofNullable(file.getManifest().getMainAttributes().getValue(BUILT_WITH));
    } catch (IOException e) {
      throw new RunFailedException(jar + ": no jar: " + e.getMessage(), e);
    }
  }

  /** What the program says itself is said as it is. */
  private String why(Throwable thrown) {
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
