package io.taskweir.job;

import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * An option with what a start checks it against.
 *
 * @param option its name, type, default and description
 * @param rule what its value may be
 * @param perStage whether {@code taskweir.<workflow>.<stage>.<option>} may override it
 * @param boundedDefault its default in a bounded run where that differs; else null
 */
record Declared<T>(
    ConfigOption<T> option, Rule<T> rule, boolean perStage, @Nullable T boundedDefault) {

  private static final String PREFIX = "taskweir.";

  String key() {
    return option.key();
  }

  /** The key that overrides this option for one stage. */
  String keyFor(String workflow, String stage) {
    return PREFIX + workflow + "." + stage + "." + key().substring(PREFIX.length());
  }

  /** The typed value of what was given, if it is allowed. */
  T parse(Given given) {
    T value;
    try {
      value = read(given.value());
    } catch (IllegalArgumentException e) {
      throw refusal(given, e);
    }
    if (!rule.holds().test(value)) {
      throw refusal(given, null);
    }
    return value;
  }

  private T read(String text) {
    var single = new Configuration();
    single.setString(key(), text);
    return single.get(option);
  }

  private ConfigException refusal(Given given, @Nullable Exception cause) {
    var refusal = new ConfigException(given.describe() + " is not allowed; expected: " + allowed());
    if (cause != null) {
      refusal.initCause(cause);
    }
    return refusal;
  }

  String allowed() {
    return rule.allowed();
  }
}
