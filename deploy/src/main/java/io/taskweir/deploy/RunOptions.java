package io.taskweir.deploy;

import io.taskweir.job.ConfigException;
import io.taskweir.job.JobConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import picocli.CommandLine.Option;

/** What every bounded run understands. */
final class RunOptions {

  private static final int MOST_SLOTS = 128;
  private static final int MOST_PORT = 65_535;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Tasks of each stage that run side by side. Default: one a processor.")
  int parallelism = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--keep",
      description = "Keep the dashboard up when the run has ended, until Ctrl-C.")
  boolean keep;

  @Option(
      names = "--web-port",
      paramLabel = "P",
      description = "Port of the dashboard, on loopback. Default 0: any that is free.")
  int webPort;

  @Option(
      names = "--log-level",
      paramLabel = "L",
      description =
          "error, warn, info, debug or trace, for taskweir.log. Default: info. With debug a failure"
              + " shows its stack trace.")
  LogLevel logLevel = LogLevel.info;

  @Nullable
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Options of the workflow, a line of \"key: value\" each.")
  Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "An option of the workflow, such as taskweir.checkpoint.interval=2s; over the file's."
              + " Repeatable.")
  List<String> settings = new ArrayList<>();

  /** Levels as a person types them. */
  enum LogLevel {
    error,
    warn,
    info,
    debug,
    trace;

    boolean showsStackTraces() {
      return compareTo(debug) >= 0;
    }
  }

  /** Says in one line which value cannot be. */
  void check() {
    if (parallelism < 1 || parallelism > MOST_SLOTS) {
      throw new UsageException("--parallelism " + parallelism + ": expected 1 to " + MOST_SLOTS);
    }
    if (webPort < 0 || webPort > MOST_PORT) {
      throw new UsageException("--web-port " + webPort + ": expected 0 to " + MOST_PORT);
    }
  }

  /** What the user set for the workflow. */
  JobConfig jobConfig() {
    try {
      return JobConfig.read(config, settings);
    } catch (ConfigException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
