package io.taskweir.sensors;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * What is set of sensors, by patterns of their names: ranges, units, groups, and when one counts as
 * silent. Immutable; {@link SensorSettingsSchema} says how they are written.
 */
public final class SensorSettings {

  /** A sensor is silent after so many of its usual intervals, unless set otherwise. */
  public static final int SILENCE_AFTER = 5;

  private static final SensorSettings DEFAULTS =
      new SensorSettings(
          SensorRules.none(), SensorRules.none(), SensorRules.none(), new TreeMap<>());

  private final SensorRules<Range> ranges;
  private final SensorRules<String> groups;
  private final SensorRules<Integer> silences;
  private final Map<String, String> unitsByLabel;
  private final Set<String> units;

  /**
   * What a sensor's readings must be; nulls allow anything.
   *
   * @param min the least value
   * @param max the greatest value
   * @param unit the one unit
   */
  record Range(@Nullable Double min, @Nullable Double max, @Nullable String unit) {

    boolean contains(double value) {
      return (min == null || value >= min) && (max == null || value <= max);
    }

    /** What is allowed, for error messages. */
    String describe() {
      if (min == null) {
        return "at most " + max;
      }
      return max == null ? "at least " + min : min + " to " + max;
    }
  }

  private SensorSettings(
      SensorRules<Range> ranges,
      SensorRules<String> groups,
      SensorRules<Integer> silences,
      Map<String, String> unitsByLabel) {
    this.ranges = ranges;
    this.groups = groups;
    this.silences = silences;
    this.unitsByLabel = unitsByLabel;
    this.units = Set.copyOf(unitsByLabel.values());
  }

  /** What holds where nothing is set. */
  public static SensorSettings defaults() {
    return DEFAULTS;
  }

  /** What the sensor's readings must be; null where nothing is set. */
  @Nullable
  Range rangeOf(String sensor) {
    return ranges.of(sensor);
  }

  /** The group that the sensor is put into; null where none is set. */
  @Nullable
  public String groupOf(String sensor) {
    return groups.of(sensor);
  }

  /** After how many of its usual intervals the sensor counts as silent; 0 for never. */
  public int silenceAfter(String sensor) {
    Integer set = silences.of(sensor);
    return set == null ? SILENCE_AFTER : set;
  }

  /** Whether a setting makes {@code unit} a known one. */
  boolean knows(String unit) {
    return units.contains(unit);
  }

  SensorSettings withRanges(SensorRules<Range> others) {
    return new SensorSettings(others, groups, silences, unitsByLabel);
  }

  SensorSettings withGroups(SensorRules<String> others) {
    return new SensorSettings(ranges, others, silences, unitsByLabel);
  }

  SensorSettings withSilences(SensorRules<Integer> others) {
    return new SensorSettings(ranges, groups, others, unitsByLabel);
  }

  /** With a unit known under a label; without the label's where {@code unit} is null. */
  SensorSettings withUnit(String label, @Nullable String unit) {
    Map<String, String> others = new TreeMap<>(unitsByLabel);
    if (unit == null) {
      others.remove(label);
    } else {
      others.put(label, unit);
    }
    return new SensorSettings(ranges, groups, silences, others);
  }

  SensorRules<Range> ranges() {
    return ranges;
  }

  SensorRules<String> groups() {
    return groups;
  }

  SensorRules<Integer> silences() {
    return silences;
  }
}
