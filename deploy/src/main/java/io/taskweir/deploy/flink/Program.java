package io.taskweir.deploy.flink;

import io.taskweir.deploy.RunFailedException;
import io.taskweir.deploy.cluster.Installation;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.apache.flink.runtime.jobgraph.JobGraph;

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
   * Runs the program up to where it would execute, in a JVM that has Flink alone on its class path,
   * as {@code flink run} has: the classes of another version of it are on ours.
   *
   * @param checkpoints where its checkpoints go; empty where the cluster says that
   */
  Built build(Optional<String> checkpoints) throws IOException, InterruptedException {
    Path answer = Files.createTempFile("taskweir-graph", ".bin");
    Path output = Files.createTempFile("taskweir-graph", ".out");
    try {
      List<String> command =
          Installation.java(
              List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
              Installation.flinkProcess());
      command.addAll(List.of(BuildGraph.class.getName(), answer.toString(), jar.toString()));
      command.addAll(List.of(Integer.toString(parallelism), checkpoints.orElse("")));
      command.addAll(arguments);
      int code =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start()
              .waitFor();
      return code == 0 ? read(answer) : fail(answer, output);
    } finally {
      Files.deleteIfExists(answer);
      Files.deleteIfExists(output);
    }
  }

  private static Built read(Path answer) throws IOException {
    try (var in = new ObjectInputStream(new BufferedInputStream(Files.newInputStream(answer)))) {
      @SuppressWarnings("unchecked") // as BuildGraph wrote it
      var parameters = (Map<String, String>) in.readObject();
      return new Built((JobGraph) in.readObject(), parameters);
    } catch (ClassNotFoundException e) {
      throw new IOException("a graph of another Flink", e);
    }
  }

  private Built fail(Path answer, Path output) throws IOException {
    String said = Files.readString(answer);
    throw new RunFailedException(
        said.isBlank()
            ? "%s cannot be started: %s".formatted(jar, Files.readString(output).strip())
            : said);
  }

  /** The binary names of the classes in the jar. */
  Set<String> classes() throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
          .collect(Collectors.toSet());
    }
  }

  /** The version of Flink that the jar was built with, where it says so. */
  Optional<String> flink() {
    if (!Files.isRegularFile(jar)) {
      throw new RunFailedException("no such jar: " + jar);
    }
    try (var file = new JarFile(jar.toFile())) {
      return file.getManifest() == null
          ? Optional.empty()
          : Optional.ofNullable(file.getManifest().getMainAttributes().getValue(BUILT_WITH));
    } catch (IOException e) {
      throw new RunFailedException(jar + ": no jar: " + e.getMessage(), e);
    }
  }
}
