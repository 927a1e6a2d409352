package io.taskweir.job;

import org.apache.flink.configuration.GlobalConfiguration;

/**
 * A setting as somebody gave it.
 *
 * @param key its full name
 * @param value its text
 * @param where the file and line, or {@code --set}
 */
record Given(String key, String value, String where) {

  /** {@code key: value (where)}, with a secret's value covered. */
  String describe() {
    String shown = isSecret(key) ? "******" : ConfigException.quote(value);
    return ConfigException.quote(key) + ": " + shown + " (" + where + ")";
  }

  /** What Flink would cover on its dashboard. */
  static boolean isSecret(String key) {
    return GlobalConfiguration.isSensitive(key);
  }
}
