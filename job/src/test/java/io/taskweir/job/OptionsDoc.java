package io.taskweir.job;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.description.HtmlFormatter;

/** The page of all options, from their declarations. */
final class OptionsDoc {

  private OptionsDoc() {}

  static String markdown(String command) {
    return """
        # Options

        <!-- Generated from job/src/main/java/io/taskweir/job/Options.java by: %s -->

        Set in the file that `--config` names, one `key: value` a line, or with `--set key=value`, which
        wins. An unknown key or a value that is not allowed ends the start in one line.

        Durations are written as `500 ms`, `10 s`, `5 min`, `6 h` or `7 d`. Sizes are binary: `64 kb`
        is 65536 bytes; a plain number is bytes. Keys that contain `secret`, `password` or `token` belong
        into the file only.

        ## Of the job

        %s
        ## Of stages

        `taskweir.<option>` sets an option for all stages, `taskweir.<workflow>.<stage>.<option>` for one.
        Where neither is set, the stage's own default holds, else the option's.

        %s
        Stages, with what they have beside the common options and their own defaults:

        %s
        ## Of Kafka clients

        `kafka.<property>` goes to every Kafka client as `<property>`: `kafka.security.protocol`,
        `kafka.sasl.mechanism`, `kafka.sasl.jaas.config`, `kafka.ssl.truststore.location`,
        `kafka.compression.type` and so on. What exactly-once rests on is refused (`acks`,
        `isolation.level`, `transactional.id`, offsets and serializers).
        """
        .formatted(command, table(false), table(true), stages());
  }

  private static String table(boolean perStage) {
    String rows =
        Options.all().stream()
            .filter(declared -> declared.perStage() == perStage)
            .map(OptionsDoc::row)
            .collect(Collectors.joining());
    return "| option | default | allowed | meaning |\n|---|---|---|---|\n" + rows;
  }

  private static String row(Declared<?> declared) {
    ConfigOption<?> option = declared.option();
    String description = new HtmlFormatter().format(option.description());
    return "| `%s` | %s | %s | %s |\n"
        .formatted(option.key(), shownDefault(declared), declared.allowed(), description);
  }

  private static String shownDefault(Declared<?> declared) {
    String always = shown(declared.option().defaultValue());
    return declared.boundedDefault() == null
        ? always
        : always + "; bounded: " + shown(declared.boundedDefault());
  }

  private static String shown(@Nullable Object value) {
    if (value instanceof Duration duration) {
      return Units.of(duration);
    }
    if (value instanceof MemorySize size) {
      return Units.of(size);
    }
    if (value instanceof Integer number && number == Integer.MAX_VALUE) {
      return "without end";
    }
    return value == null ? "" : value.toString();
  }

  private static String stages() {
    var rows = new StringBuilder("| workflow | stage | its own |\n|---|---|---|\n");
    for (ShippedWorkflow workflow : ShippedWorkflow.all()) {
      for (WorkflowStage stage : workflow.stages()) {
        rows.append(
            "| %s | %s | %s |\n".formatted(workflow.label(), stage.name(), ownDefaults(stage)));
      }
    }
    return rows.toString();
  }

  private static String ownDefaults(WorkflowStage stage) {
    List<Declared<?>> own =
        Options.all().stream().filter(one -> stage.defaultOf(one.option()) != null).toList();
    return own.stream()
        .map(one -> "`" + shortName(one) + "` " + shown(stage.defaultOf(one.option())))
        .collect(Collectors.joining(", "));
  }

  private static String shortName(Declared<?> declared) {
    return declared.key().substring("taskweir.".length());
  }
}
