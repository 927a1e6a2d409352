package io.taskweir;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that ran in a JVM of its own.
 *
 * @param exitCode what it ended with
 * @param out its standard output
 * @param err its standard error
 */
record ChildJvm(int exitCode, String out, String err) {

  /** An upgrade that goes back waits three minutes for the new job, and then for the old one. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** The entries of this JVM's class path. */
  static List<String> classPath() {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
  }

  /**
   * Runs a program to its end.
   *
   * @param directory for its output
   */
  static ChildJvm run(Path directory, List<String> classPath, String main, String... arguments)
      throws IOException, InterruptedException {
    return run(directory, List.of("-Xmx1g"), Map.of(), classPath, main, arguments);
  }

  /**
   * Runs a program to its end.
   *
   * @param directory for its output
   * @param options of the JVM
   * @param environment variables over those of this process
   */
  static ChildJvm run(
      Path directory,
      List<String> options,
      Map<String, String> environment,
      List<String> classPath,
      String main,
      String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(openPackages());
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), main));
    command.addAll(Arrays.asList(arguments));
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(main + " has not ended; it said: " + Files.readString(err));
      }
      return new ChildJvm(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }

  /** What Flink needs of the JDK, as this JVM was given it. */
  private static List<String> openPackages() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .toList();
  }
}
