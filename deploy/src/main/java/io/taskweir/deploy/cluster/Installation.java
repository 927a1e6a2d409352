package io.taskweir.deploy.cluster;

import io.taskweir.deploy.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the launcher has what belongs to it. */
public final class Installation {

  private static final String FLINK = "taskweir.flink.classpath";
  private static final String JOB = "taskweir.job.jar";

  private Installation() {}

  /** What a Flink distribution has in its lib folder, as a class path. */
  static String flinkClassPath() throws IOException {
    return Files.readString(named(FLINK)).strip();
  }

  /** The job's jar that came with this launcher. */
  public static Path jobJar() {
    return named(JOB);
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
