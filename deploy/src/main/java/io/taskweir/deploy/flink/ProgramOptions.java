package io.taskweir.deploy.flink;

import io.taskweir.deploy.UsageException;
import io.taskweir.job.ConfigException;
import io.taskweir.job.JobConfig;
import io.taskweir.job.Options;
import io.taskweir.state.layout.StateLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import picocli.CommandLine.Option;

/** What a workflow is started with. */
final class ProgramOptions {

  static final String CONFIG = "--config";

  @Nullable
  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description =
          "The brokers, over taskweir.kafka.bootstrap. Default: that of this machine's cluster.")
  String kafka;

  @Nullable
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Options of the workflow, a line of \"key: value\" each; secrets only there.")
  Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "An option of the workflow, over the file's. Repeatable.")
  List<String> settings = new ArrayList<>();

  @Nullable
  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Subtasks of each stage, and slots that the workflow takes. Default: 1.")
  Integer parallelism;

  /** The arguments of the job's main class. */
  List<String> arguments(String workflow, Target target) {
    var arguments = begin(workflow);
    target
        .local()
        .ifPresent(
            plan -> {
              addDefault(arguments, Options.KAFKA_BOOTSTRAP, plan.kafka());
              addDefault(arguments, Options.BLOB_DIR, target.folder().blobs().toString());
            });
    return over(arguments);
  }

  /** Those of a job that somebody else started, as far as it shows its options. */
  List<String> arguments(String workflow, Map<String, String> shown) {
    var arguments = begin(workflow);
    shown.entrySet().stream()
        .filter(option -> !StateLayout.isOne(option.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(option -> set(arguments, option.getKey() + "=" + option.getValue()));
    return arguments;
  }

  private List<String> begin(String workflow) {
    var arguments = new ArrayList<String>(List.of(workflow));
    if (config != null) {
      arguments.addAll(List.of(CONFIG, readable(config)));
    }
    return arguments;
  }

  /** {@code arguments} with what was given over them: of two settings of a key the later wins. */
  List<String> over(List<String> arguments) {
    var all = new ArrayList<String>(arguments);
    if (config != null) {
      int before = all.indexOf(CONFIG);
      if (before >= 0) {
        all.subList(before, before + 2).clear();
      }
      all.addAll(1, List.of(CONFIG, readable(config)));
    }
    if (kafka != null) {
      set(all, Options.KAFKA_BOOTSTRAP.key() + "=" + kafka);
    }
    settings.forEach(setting -> set(all, setting));
    return all;
  }

  private static String readable(Path config) {
    if (!Files.isReadable(config)) {
      throw new UsageException("--config " + config + ": no such file");
    }
    return config.toAbsolutePath().toString();
  }

  /** A default of this machine's cluster; what the file says goes over it. */
  private void addDefault(List<String> arguments, ConfigOption<String> option, String value) {
    if (config == null || !says(config, option)) {
      set(arguments, option.key() + "=" + value);
    }
  }

  private static boolean says(Path config, ConfigOption<String> option) {
    try {
      return JobConfig.read(config, List.of()).find(option).isPresent();
    } catch (ConfigException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static void set(List<String> arguments, String setting) {
    arguments.addAll(List.of("--set", setting));
  }
}
