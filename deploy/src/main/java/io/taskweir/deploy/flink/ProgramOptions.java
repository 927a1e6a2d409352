package io.taskweir.deploy.flink;

import io.taskweir.deploy.UsageException;
import io.taskweir.deploy.cluster.ClusterFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import picocli.CommandLine.Option;

/** What a workflow is started with. */
final class ProgramOptions {

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
    var arguments = new ArrayList<String>(List.of(workflow));
    if (config != null) {
      arguments.addAll(List.of("--config", readable(config)));
    }
    var all = new ArrayList<String>();
    target
        .local()
        .ifPresent(
            plan -> {
              ClusterFolder folder = target.folder();
              addDefault(all, "taskweir.kafka.bootstrap", plan.kafka());
              addDefault(all, "taskweir.blob.dir", folder.blobs().toString());
            });
    if (kafka != null) {
      all.removeIf(setting -> setting.startsWith("taskweir.kafka.bootstrap="));
      all.add("taskweir.kafka.bootstrap=" + kafka);
    }
    all.addAll(settings);
    all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return arguments;
  }

  /** {@code arguments} with what was given over them: of two settings of a key the later wins. */
  List<String> over(List<String> arguments) {
    var all = new ArrayList<String>(arguments);
    if (config != null) {
      int before = all.indexOf("--config");
      if (before >= 0) {
        all.subList(before, before + 2).clear();
      }
      all.addAll(List.of("--config", readable(config)));
    }
    if (kafka != null) {
      all.addAll(List.of("--set", "taskweir.kafka.bootstrap=" + kafka));
    }
    settings.forEach(setting -> all.addAll(List.of("--set", setting)));
    return all;
  }

  private static String readable(Path config) {
    if (!Files.isReadable(config)) {
      throw new UsageException("--config " + config + ": no such file");
    }
    return config.toAbsolutePath().toString();
  }

  /** A default of this machine's cluster stands before, so that what is set goes over it. */
  private void addDefault(List<String> all, String key, String value) {
    if (config == null || !names(key)) {
      all.add(key + "=" + value);
    }
  }

  private boolean names(String key) {
    try (var lines = Files.lines(config)) {
      return lines.anyMatch(line -> line.strip().startsWith(key + ":"));
    } catch (IOException e) {
      throw new UsageException("--config " + config + ": cannot be read: " + e.getMessage());
    }
  }
}
