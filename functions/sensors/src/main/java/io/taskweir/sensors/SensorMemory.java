package io.taskweir.sensors;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.annotation.Nullable;

/**
 * What {@link ValidateReading} keeps of a sensor, in one shared entry. Its bytes are a contract: a
 * version, both times, the unit in UTF-8.
 *
 * @param clock the highest time that was accepted, at most a minute behind it, in epoch
 *     milliseconds
 * @param candidate the time of a reading that waits to be confirmed; null where none does
 * @param unit the unit that the sensor was first seen with; null where it never named one
 */
record SensorMemory(long clock, @Nullable Long candidate, @Nullable String unit) {

  private static final byte VERSION = 1;
  private static final int FIXED = 1 + 2 * Long.BYTES;
  private static final long NONE = Long.MIN_VALUE;

  /** What {@link #bytes} wrote; null for null. */
  @Nullable
  static SensorMemory of(@Nullable byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    byte version = buffer.get();
    if (version != VERSION) {
      throw new IllegalStateException(
          "memory of a sensor: expected version " + VERSION + ", got " + version);
    }
    long clock = buffer.getLong();
    long candidate = buffer.getLong();
    String unit = new String(bytes, FIXED, bytes.length - FIXED, StandardCharsets.UTF_8);
    return new SensorMemory(
        clock, candidate == NONE ? null : candidate, unit.isEmpty() ? null : unit);
  }

  byte[] bytes() {
    byte[] text = unit == null ? new byte[0] : unit.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(FIXED + text.length)
        .put(VERSION)
        .putLong(clock)
        .putLong(candidate == null ? NONE : candidate)
        .put(text)
        .array();
  }

  SensorMemory withClock(long time) {
    return new SensorMemory(time, candidate, unit);
  }

  SensorMemory withCandidate(@Nullable Long time) {
    return new SensorMemory(clock, time, unit);
  }

  SensorMemory withUnit(String symbol) {
    return new SensorMemory(clock, candidate, symbol);
  }
}
