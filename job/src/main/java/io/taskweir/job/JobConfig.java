package io.taskweir.job;

import io.taskweir.engine.Intake;
import io.taskweir.state.Pseudonyms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checked configuration of one start. Whoever holds one knows that every key exists and every
 * value is allowed; what was wrong ended the start with a {@link ConfigException}.
 */
public final class JobConfig {

  private static final Logger LOG = LoggerFactory.getLogger(JobConfig.class);

  private final Map<String, Given> given;
  private final Properties kafka;
  private final Keys keys;

  private JobConfig(Map<String, Given> given) {
    this.given = given;
    this.keys = Keys.all();
    given.values().forEach(keys::check);
    this.kafka = KafkaProperties.of(given.values());
    checkTogether();
  }

  /**
   * Reads a start's configuration.
   *
   * @param file lines of {@code key: value}; null for none
   * @param settings {@code key=value} each, over the file's; a later one wins
   */
  public static JobConfig read(@Nullable Path file, List<String> settings) {
    var given = new LinkedHashMap<String, Given>();
    if (file != null) {
      given.putAll(ConfigFile.read(file));
    }
    for (String setting : settings) {
      Given parsed = parse(setting);
      given.put(parsed.key(), parsed);
    }
    return new JobConfig(given);
  }

  /** The configuration of a program that sets what it needs by itself. */
  public static JobConfig of(Map<String, String> settings) {
    return new JobConfig(Map.of()).with(settings);
  }

  /** The same with {@code settings} over it. */
  public JobConfig with(Map<String, String> settings) {
    var all = new LinkedHashMap<>(given);
    settings.forEach((key, value) -> all.put(key, new Given(key, value, "set by the program")));
    return new JobConfig(all);
  }

  /** The value of an option; one that must be set and is not ends the start. */
  public <T> T get(ConfigOption<T> option) {
    return find(option)
        .orElseThrow(
            () ->
                new ConfigException(
                    option.key() + " is not set; expected: " + keys.declared(option).allowed()));
  }

  /** The value of an option, if it has one. */
  public <T> Optional<T> find(ConfigOption<T> option) {
    Declared<T> declared = keys.declared(option);
    Given own = given.get(option.key());
    if (own != null) {
      return Optional.of(declared.parse(own));
    }
    T bounded = declared.boundedDefault();
    if (bounded != null && get(Options.BOUNDED)) {
      return Optional.of(bounded);
    }
    return Optional.ofNullable(option.defaultValue());
  }

  /** What is assumed of records that do not say it themselves. */
  public Intake intake() {
    Duration within = get(Options.DEADLINE);
    return new Intake(get(Options.TENANT), within.isZero() ? null : within);
  }

  /** What one stage is set to. */
  public StageConfig stage(String workflow, String stage) {
    ShippedWorkflow named = ShippedWorkflow.named(workflow);
    return new StageConfig(
        this,
        named,
        named
            .stageNamed(stage)
            .orElseThrow(
                () -> new IllegalArgumentException("no stage " + stage + " in " + named.label())));
  }

  /** What every Kafka client gets besides what Taskweir sets; a copy. */
  public Properties kafka() {
    var copy = new Properties();
    copy.putAll(kafka);
    return copy;
  }

  /** Pseudonyms under the configured key, or else under one of this submission alone. */
  public Pseudonyms pseudonyms() {
    Optional<String> secret = find(Options.PSEUDONYM_SECRET);
    if (secret.isPresent()) {
      return Pseudonyms.keyed(secret.get());
    }
    if (!get(Options.BOUNDED)) {
      LOG.warn(
          "{} is not set: pseudonyms in logs and audit events cannot be compared with those of"
              + " another submission",
          Options.PSEUDONYM_SECRET.key());
    }
    return Pseudonyms.ofThisRun();
  }

  /** What was set, for people to look at: secrets are left out. */
  public Map<String, String> shown() {
    var shown = new LinkedHashMap<String, String>();
    given.values().stream()
        .filter(setting -> !Given.isSecret(setting.key()))
        .forEach(setting -> shown.put(setting.key(), setting.value()));
    return shown;
  }

  @SuppressWarnings("unchecked") // a stage's defaults are put in under the type of their option
  <T> T get(ConfigOption<T> option, ShippedWorkflow workflow, WorkflowStage stage) {
    Declared<T> declared = keys.declared(option);
    if (!stage.has(declared)) {
      throw new IllegalArgumentException(option.key() + " is no option of stage " + stage.name());
    }
    Given own = given.get(declared.keyFor(workflow.label(), stage.name()));
    if (own != null) {
      return declared.parse(own);
    }
    Object stageDefault = stage.defaultOf(option);
    return stageDefault == null || given.containsKey(option.key()) ? get(option) : (T) stageDefault;
  }

  private static Given parse(String setting) {
    int equals = setting.indexOf('=');
    if (equals < 1) {
      throw new ConfigException(
          "--set " + ConfigException.quote(setting) + " is not allowed; expected: key=value");
    }
    var parsed = new Given(setting.substring(0, equals), setting.substring(equals + 1), "--set");
    if (Given.isSecret(parsed.key())) {
      throw new ConfigException(
          parsed.describe()
              + " is not allowed; expected in the --config file: the dashboard shows arguments");
    }
    return parsed;
  }

  private void checkTogether() {
    for (ShippedWorkflow workflow : ShippedWorkflow.all()) {
      workflow.stages().forEach(stage -> stage(workflow.label(), stage.name()));
    }
    Checks.restartDelays(this);
    Checks.transactionsOutliveRestarts(this);
  }
}
