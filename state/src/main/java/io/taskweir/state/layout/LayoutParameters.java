package io.taskweir.state.layout;

import java.util.stream.Collectors;
import org.apache.flink.configuration.GlobalConfiguration;

/**
 * The names of the global parameters that tell a layout.
 *
 * <p>Flink hides the value of any parameter whose name looks like a secret's, and a stage may well
 * be called {@code issue-token}: such a name is written {@code i~s~s~u~e~-~t~o~k~e~n}.
 */
final class LayoutParameters {

  static final String WORKFLOW = "taskweir.workflow";
  static final String VERSION = "taskweir.version";
  static final String MAX_PARALLELISM = "taskweir.max-parallelism";

  private static final String STATE = "taskweir.state.";
  private static final String RECORD = "taskweir.record.";
  private static final String BREAK = "~";

  private LayoutParameters() {}

  static boolean isOne(String key) {
    return key.equals(WORKFLOW)
        || key.equals(VERSION)
        || key.equals(MAX_PARALLELISM)
        || isState(key)
        || isRecord(key);
  }

  static boolean isState(String key) {
    return key.startsWith(STATE);
  }

  static boolean isRecord(String key) {
    return key.startsWith(RECORD);
  }

  static String state(String uid) {
    return STATE + inTheOpen(uid);
  }

  static String record(String type) {
    return RECORD + inTheOpen(type);
  }

  /** The uid or record that a key names. */
  static String name(String key) {
    String prefix = isState(key) ? STATE : RECORD;
    return key.substring(prefix.length()).replace(BREAK, "");
  }

  private static String inTheOpen(String name) {
    if (!GlobalConfiguration.isSensitive(STATE + name)) {
      return name;
    }
    return name.chars().mapToObj(Character::toString).collect(Collectors.joining(BREAK));
  }
}
