package io.taskweir.sensors;

import io.taskweir.engine.Rejection;
import io.taskweir.engine.SettingsSchema;
import io.taskweir.sensors.SensorSettings.Range;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/**
 * How {@link SensorSettings} are written: a name of three parts, of which the last is a label that
 * only tells settings of one kind apart, and a JSON object.
 *
 * <pre>{@code
 * sensors.range.LABEL    {"sensors": "boiler-*", "min": -20, "max": 120, "unit": "C"}
 * sensors.group.LABEL    {"sensors": "hall-1-*", "group": "hall-1"}
 * sensors.silence.LABEL  {"sensors": "*", "intervals": 5}
 * sensors.unit.LABEL     {"unit": "furlong"}
 * }</pre>
 *
 * <p>A range needs at least one of min, max and unit; 0 intervals are never silent. What {@code
 * sensors} names, and which of several applies, {@link Glob} and {@link SensorRules} say. All else
 * is refused with reason {@code SETTING}: an unknown kind or field, a wrong type, a bad label.
 */
public final class SensorSettingsSchema implements SettingsSchema<SensorSettings> {

  private static final long serialVersionUID = 1L;

  private static final String PREFIX = "sensors.";
  private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
  private static final int MOST_INTERVALS = 1_000;

  @Override
  public SensorSettings defaults() {
    return SensorSettings.defaults();
  }

  @Override
  public boolean owns(String name) {
    return name.startsWith(PREFIX);
  }

  @Override
  public SensorSettings with(SensorSettings before, String name, @Nullable String value)
      throws Rejection {
    String[] parts = name.split("\\.", -1);
    if (parts.length != 3 || !LABEL.matcher(parts[2]).matches()) {
      throw new Rejection(
          SettingFields.REASON,
          "setting "
              + Shown.of(name)
              + ": expected sensors.KIND.LABEL, the label of 1 to 63 of a-z, 0-9, _ and -");
    }
    String label = parts[2];
    return switch (parts[1]) {
      case "range" -> before.withRanges(ranges(before.ranges(), label, name, value));
      case "group" -> before.withGroups(groups(before.groups(), label, name, value));
      case "silence" -> before.withSilences(silences(before.silences(), label, name, value));
      case "unit" -> before.withUnit(label, unit(name, value));
      default ->
          throw new Rejection(
              SettingFields.REASON,
              "setting " + Shown.of(name) + ": expected the kind range, group, silence or unit");
    };
  }

  @Override
  public Class<SensorSettings> type() {
    return SensorSettings.class;
  }

  private static SensorRules<Range> ranges(
      SensorRules<Range> before, String label, String name, @Nullable String value)
      throws Rejection {
    if (value == null) {
      return before.without(label);
    }
    SettingFields fields = SettingFields.of(name, value, "sensors", "min", "max", "unit");
    Range range = new Range(fields.number("min"), fields.number("max"), fields.nameOrNull("unit"));
    if (range.min() == null && range.max() == null && range.unit() == null) {
      throw fields.refused("expected at least one of min, max and unit");
    }
    if (range.min() != null && range.max() != null && range.min() > range.max()) {
      throw fields.refused("expected a min of at most max, got " + range.describe());
    }
    return before.with(label, fields.sensors(), range);
  }

  private static SensorRules<String> groups(
      SensorRules<String> before, String label, String name, @Nullable String value)
      throws Rejection {
    if (value == null) {
      return before.without(label);
    }
    SettingFields fields = SettingFields.of(name, value, "sensors", "group");
    return before.with(label, fields.sensors(), fields.name("group"));
  }

  private static SensorRules<Integer> silences(
      SensorRules<Integer> before, String label, String name, @Nullable String value)
      throws Rejection {
    if (value == null) {
      return before.without(label);
    }
    SettingFields fields = SettingFields.of(name, value, "sensors", "intervals");
    return before.with(label, fields.sensors(), fields.integer("intervals", MOST_INTERVALS));
  }

  @Nullable
  private static String unit(String name, @Nullable String value) throws Rejection {
    return value == null ? null : SettingFields.of(name, value, "unit").name("unit");
  }
}
