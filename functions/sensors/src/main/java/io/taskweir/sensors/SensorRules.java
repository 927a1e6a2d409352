package io.taskweir.sensors;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * Rules of one kind, each for the sensors that a pattern names. One rule applies to a sensor: one
 * that names it outright, else the one whose pattern has the most literal characters, among equals
 * the first by label. Immutable.
 *
 * <p>Asking costs one look-up and then a match per pattern that has wildcards, some 10 ns each, so
 * nothing is remembered by sensor: there may be millions of those.
 *
 * @param <T> what a rule says
 */
final class SensorRules<T> {

  private static final Comparator<Rule<?>> MOST_SPECIFIC_FIRST =
      Comparator.comparingInt((Rule<?> rule) -> -rule.sensors().literals())
          .thenComparing(Rule::label);

  private final Map<String, Rule<T>> byLabel;
  private final Map<String, T> byName = new HashMap<>();
  private final List<Rule<T>> patterns = new ArrayList<>();

  private record Rule<T>(String label, Glob sensors, T says) {}

  private SensorRules(Map<String, Rule<T>> byLabel) {
    this.byLabel = byLabel;
    List<Rule<T>> ordered = new ArrayList<>(byLabel.values());
    ordered.sort(MOST_SPECIFIC_FIRST);
    for (Rule<T> rule : ordered) {
      if (rule.sensors().isPlain()) {
        byName.putIfAbsent(rule.sensors().pattern(), rule.says());
      } else {
        patterns.add(rule);
      }
    }
  }

  /** No rules. */
  static <T> SensorRules<T> none() {
    return new SensorRules<>(new TreeMap<>());
  }

  /** These and one more, in the place of an older one with this label. */
  SensorRules<T> with(String label, Glob sensors, T says) {
    Map<String, Rule<T>> more = new TreeMap<>(byLabel);
    more.put(label, new Rule<>(label, sensors, says));
    return new SensorRules<>(more);
  }

  /** These but the one with this label. */
  SensorRules<T> without(String label) {
    Map<String, Rule<T>> fewer = new TreeMap<>(byLabel);
    fewer.remove(label);
    return new SensorRules<>(fewer);
  }

  /** What the rule that applies says; null where none does. */
  @Nullable
  T of(String sensor) {
    T outright = byName.get(sensor);
    if (outright != null) {
      return outright;
    }
    for (Rule<T> rule : patterns) {
      if (rule.sensors().matches(sensor)) {
        return rule.says();
      }
    }
    return null;
  }
}
