package io.taskweir.deploy.cluster;

import io.taskweir.deploy.RunFailedException;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.runtime.util.EnvironmentInformation;

/** Where the launcher has what belongs to it, and how it starts more of its kind. */
public final class Installation {

  private static final String FLINK = "taskweir.flink.classpath";
  private static final String JOB = "taskweir.job.jar";
  private static final String HOME = "taskweir.home";

  private static final Pattern FLINK_JAR = Pattern.compile("flink-runtime-(\\d[^/:]*)\\.jar");

  private Installation() {}

  /**
   * The class path of a Flink process: what a Flink distribution has in its lib folder, and the jar
   * of this room; no job.
   */
  public static String flinkProcess() throws IOException {
    Path file = named(FLINK);
    return Stream.concat(
            Stream.of(ownJar()),
            Stream.of(Files.readString(file).strip().split(File.pathSeparator, -1))
                // In a distribution by name alone, beside the list of them.
                .map(entry -> file.resolveSibling(entry).toString()))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The folder of the launcher. */
  public static Path home() {
    return named(HOME);
  }

  /** The version of Flink on that class path: it need not be the one on our own. */
  public static String flinkVersion() throws IOException {
    Matcher jar = FLINK_JAR.matcher(Files.readString(named(FLINK)));
    return jar.find() ? jar.group(1) : EnvironmentInformation.getVersion();
  }

  /** The job's jar that came with this launcher. */
  public static Path jobJar() {
    return named(JOB);
  }

  /**
   * The beginning of a command: a JVM of the same Java, with what Flink needs of the JDK as this
   * one was given it.
   */
  public static List<String> java(List<String> options, String classPath) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .forEach(command::add);
    command.addAll(options);
    command.addAll(List.of("-Dfile.encoding=UTF-8", "-cp", classPath));
    return command;
  }

  private static String ownJar() {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (new File(entry).getName().matches("taskweir-deploy-.*\\.jar")) {
        return entry;
      }
    }
    throw new IllegalStateException("no taskweir-deploy jar on the class path");
  }

  private static Path named(String property) {
    String file = System.getProperty(property);
    if (file == null || Files.notExists(Path.of(file))) {
      throw new RunFailedException(
          property + ": expected a file, got " + file + "; start Taskweir by its launcher");
    }
    return Path.of(file);
  }
}
