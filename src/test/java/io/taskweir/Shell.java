package io.taskweir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Types verbs: each in a JVM of its own, on the class path and with the properties that the
 * launcher gives it.
 *
 * @param home what Taskweir keeps for the user who types
 */
record Shell(Path home) {

  private static final Path DEPLOY = Path.of("../../deploy/target").toAbsolutePath().normalize();

  /** Of the processes of a cluster: Flink's version there need not be the one of the job's jar. */
  private static final String FLINK = "taskweir.flink.classpath";

  /** A verb, to its end. */
  ChildJvm type(String... verb) throws IOException, InterruptedException {
    return ChildJvm.run(
        home,
        // Verbs are over before a second compiler would pay.
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-Dtaskweir.terminal=false",
            "-Dtaskweir.terminal.out=false",
            "-D" + FLINK + "=" + flinkClassPath(),
            "-Dtaskweir.job.jar=" + jobJar()),
        Map.of("TASKWEIR_HOME", home.toString()),
        classPath(),
        "io.taskweir.deploy.Taskweir",
        verb);
  }

  /** The job's jar of this build. */
  static Path jobJar() {
    return ChildJvm.classPath().stream()
        .map(Path::of)
        .filter(path -> path.getFileName().toString().matches("taskweir-job-.*\\.jar"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no taskweir-job-*.jar on the class path"));
  }

  /** The file that holds the class path of a cluster's processes. */
  static Path flinkClassPath() {
    return Optional.ofNullable(System.getProperty(FLINK))
        .map(Path::of)
        .orElse(DEPLOY.resolveSibling("flink").resolve("target").resolve("classpath"));
  }

  private static List<String> classPath() throws IOException {
    List<String> entries = new ArrayList<>();
    try (Stream<Path> jars = Files.list(DEPLOY)) {
      jars.map(Path::toString)
          .filter(name -> name.matches(".*/taskweir-deploy-.*(?<!sources|tests)\\.jar"))
          .forEach(entries::add);
    }
    String others = Files.readString(DEPLOY.resolve("classpath")).strip();
    entries.addAll(List.of(others.split(File.pathSeparator, -1)));
    return entries;
  }
}
