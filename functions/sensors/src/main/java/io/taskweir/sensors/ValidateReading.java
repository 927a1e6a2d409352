package io.taskweir.sensors;

import io.taskweir.engine.Rejection;
import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import io.taskweir.state.FailureClass;
import java.time.Duration;
import java.time.Instant;
import javax.annotation.Nullable;

/**
 * Lets through what is a reading, with its sensor's unit, group and patience for silence.
 *
 * <p>Key: {@link RawReading#key}. Settings: {@link SensorSettings}. Shares: {@value #ENTRY}, a
 * {@link SensorMemory}, for {@link #MEMORY} since it last changed; without it a sensor is a new
 * one: its next time and unit are believed. Holds: a reading whose clock jumps ahead, as {@link
 * ClockJudgement} says.
 *
 * <p>Rejections: {@code JSON}, {@code SENSOR}, {@code TIMESTAMP}, {@code VALUE}, {@code UNIT},
 * {@code GROUP} and {@code SEQUENCE} where a field is not what it should be, {@code LIMIT} where
 * the element is too long or too deep; {@code UNIT} also where the unit is unknown or not the
 * sensor's, which is that of its setting, else the first it was seen with; {@code RANGE} where a
 * setting forbids the value; {@code FUTURE} where the time is more than five minutes ahead, of
 * class TRANSIENT, since it passes once its time has come; {@code CLOCK_JUMP} where a jump was
 * refuted. What is rejected teaches nothing about its sensor.
 *
 * <p>Costs one state access a reading, and a second one where the sensor's clock has advanced by
 * more than a minute.
 */
public final class ValidateReading implements TaskFunction<RawReading, Reading> {

  private static final long serialVersionUID = 1L;

  /** How long a sensor is remembered: longer than it usually pauses. */
  public static final Duration MEMORY = Duration.ofDays(30);

  /** The shared entry's name; part of every savepoint. */
  static final String ENTRY = "sensor";

  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final long jump;

  /** A clock jumps where it goes ahead by more than a day. */
  public ValidateReading() {
    this(Duration.ofDays(1));
  }

  /**
   * Sensors that report less than once in {@code jump} never confirm each other's readings: take at
   * least twice the longest usual interval.
   *
   * @param jump how far a clock may go ahead at once
   */
  public ValidateReading(Duration jump) {
    this.jump = jump.toMillis();
  }

  @Override
  public void run(RawReading input, TaskContext<Reading> context) throws Rejection {
    ReadingFields fields = ReadingFields.of(input);
    SensorSettings settings = context.settings(SensorSettings.class);
    SensorSettings.Range range = settings.rangeOf(fields.sensor());
    SensorMemory before = SensorMemory.of(context.shared().get(ENTRY));
    String unit = unit(fields, settings, range, before);
    requireInRange(fields, range);
    requirePast(fields, context.now());
    ClockJudgement judged = ClockJudgement.of(before, fields.timestamp(), context.isHeld(), jump);
    switch (judged.verdict()) {
      case REFUTED -> throw new Rejection("CLOCK_JUMP", jumped(fields, judged.after()));
      case HELD -> {
        remember(before, judged.after(), context);
        context.hold("CLOCK_JUMP", jumped(fields, judged.after()));
      }
      case ACCEPTED -> {
        boolean learns = unit != null && (range == null || range.unit() == null);
        remember(before, learns ? judged.after().withUnit(unit) : judged.after(), context);
        context.emit(reading(fields, unit, settings));
      }
    }
  }

  private static void remember(
      @Nullable SensorMemory before, SensorMemory after, TaskContext<Reading> context) {
    if (!after.equals(before)) {
      context.shared().put(ENTRY, after.bytes(), MEMORY);
    }
  }

  private static Reading reading(
      ReadingFields fields, @Nullable String unit, SensorSettings settings) {
    String group = settings.groupOf(fields.sensor());
    return new Reading(
        fields.sensor(),
        fields.timestamp(),
        fields.value(),
        unit,
        group == null ? fields.group() : group,
        fields.sequence(),
        settings.silenceAfter(fields.sensor()));
  }

  /** The sensor's unit; null where nobody has said it yet. */
  @Nullable
  private static String unit(
      ReadingFields fields,
      SensorSettings settings,
      @Nullable SensorSettings.Range range,
      @Nullable SensorMemory before)
      throws Rejection {
    String given = fields.unit();
    String set = range == null ? null : range.unit();
    String usual = set != null || before == null ? set : before.unit();
    if (given == null || given.equals(usual)) {
      return usual;
    }
    if (usual != null) {
      throw refused("UNIT", "unit", given, usual + (set != null ? ", as is set" : ", as before"));
    }
    if (!KnownUnits.contains(given) && !settings.knows(given)) {
      throw refused("UNIT", "unit", given, "a known one; the setting sensors.unit.LABEL adds one");
    }
    return given;
  }

  private static void requireInRange(ReadingFields fields, @Nullable SensorSettings.Range range)
      throws Rejection {
    if (range != null && !range.contains(fields.value())) {
      throw refused("RANGE", "value", Double.toString(fields.value()), range.describe());
    }
  }

  private static void requirePast(ReadingFields fields, Instant now) throws Rejection {
    if (fields.timestamp() > now.plus(AHEAD).toEpochMilli()) {
      throw new Rejection(
          "FUTURE",
          FailureClass.TRANSIENT,
          "timestamp: got "
              + Instant.ofEpochMilli(fields.timestamp())
              + ", expected at most 5 min after now, "
              + now);
    }
  }

  private String jumped(ReadingFields fields, SensorMemory memory) {
    return "timestamp: got "
        + Instant.ofEpochMilli(fields.timestamp())
        + ", expected at most "
        + Duration.ofMillis(jump)
        + " after the sensor's clock, "
        + Instant.ofEpochMilli(memory.clock())
        + ", or a second reading that confirms it";
  }

  private static Rejection refused(String reason, String field, String got, String expected) {
    return new Rejection(
        reason, field + ": got " + Shown.of(got) + ", expected " + Shown.of(expected));
  }
}
