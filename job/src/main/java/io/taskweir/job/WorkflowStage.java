package io.taskweir.job;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;

/**
 * A stage of a shipped workflow, as far as its configuration goes.
 *
 * @param name its uid
 * @param defaults its own defaults of per-stage options. The options of time to live, of joins,
 *     holds and triggers exist for a stage only where they are named here, so that a setting
 *     without effect is refused
 */
record WorkflowStage(String name, Map<ConfigOption<?>, Object> defaults) {

  static WorkflowStage stage(String name) {
    return new WorkflowStage(name, Map.of());
  }

  <T> WorkflowStage with(ConfigOption<T> option, T value) {
    var more = new LinkedHashMap<>(defaults);
    more.put(option, value);
    return new WorkflowStage(name, Map.copyOf(more));
  }

  boolean has(Declared<?> declared) {
    return declared.perStage() && has(declared.option());
  }

  /** Whether a per-stage option is one of this stage. */
  boolean has(ConfigOption<?> option) {
    return isCommon(option) || defaults.containsKey(option);
  }

  @Nullable
  Object defaultOf(ConfigOption<?> option) {
    return defaults.get(option);
  }

  private static boolean isCommon(ConfigOption<?> option) {
    return !Options.OF_SOME_STAGES.contains(option);
  }
}
