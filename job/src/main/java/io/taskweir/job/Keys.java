package io.taskweir.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;

/** Every key that exists: options, and options of single stages. */
final class Keys {

  private static final int LONGEST_KEY = 200;
  private static final Keys ALL = new Keys();

  private final Map<String, Declared<?>> byKey = new LinkedHashMap<>();

  private Keys() {
    for (Declared<?> declared : Options.all()) {
      byKey.put(declared.key(), declared);
    }
    for (ShippedWorkflow workflow : ShippedWorkflow.all()) {
      for (WorkflowStage stage : workflow.stages()) {
        Options.all().stream()
            .filter(stage::has)
            .forEach(one -> byKey.put(one.keyFor(workflow.label(), stage.name()), one));
      }
    }
  }

  static Keys all() {
    return ALL;
  }

  /** Refuses a key that does not exist and a value that is not allowed. */
  void check(Given given) {
    if (given.key().startsWith(KafkaProperties.PREFIX)) {
      return;
    }
    Declared<?> declared = byKey.get(given.key());
    if (declared == null) {
      throw unknown(given);
    }
    declared.parse(given);
  }

  /** The declaration of an option of {@link Options}. */
  @SuppressWarnings("unchecked") // a declaration has the type of its option, and one key has one
  <T> Declared<T> declared(ConfigOption<T> option) {
    Declared<?> declared = byKey.get(option.key());
    if (declared == null) {
      throw new IllegalArgumentException("not an option of Taskweir: " + option.key());
    }
    return (Declared<T>) declared;
  }

  private ConfigException unknown(Given given) {
    String advice =
        meant(given.key())
            .map(key -> "did you mean " + key + "?")
            .orElse("expected an option of job/OPTIONS.md, or kafka.<property>");
    return new ConfigException("unknown option " + given.describe() + "; " + advice);
  }

  private Optional<String> meant(String key) {
    if (key.length() > LONGEST_KEY) {
      return Optional.empty();
    }
    return NearMiss.of(key, byKey.keySet())
        .or(() -> NearMiss.of("taskweir." + key, byKey.keySet()));
  }
}
