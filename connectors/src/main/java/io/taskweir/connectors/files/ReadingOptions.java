package io.taskweir.connectors.files;

import java.time.ZoneId;
import java.time.ZoneOffset;
import javax.annotation.Nullable;

/**
 * How files of readings are understood.
 *
 * @param inputZone the zone of times that name none; what the clocks skip there is moved forward by
 *     the gap, what they pass twice is the first of the two
 * @param columns how wide CSV files are read; null where there are none
 * @param missing a cell that stands for no value, such as {@code -200}, by number where it is one;
 *     null for none. Such a cell is counted and not sent
 */
public record ReadingOptions(
    ZoneId inputZone, @Nullable Columns columns, @Nullable String missing) {

  /** Times in UTC, no wide files, nothing that stands for a missing value. */
  public static final ReadingOptions DEFAULTS = new ReadingOptions(ZoneOffset.UTC, null, null);

  /** Times that name no zone are local to {@code zone}. */
  public ReadingOptions withInputZone(ZoneId zone) {
    return new ReadingOptions(zone, columns, missing);
  }

  /** Wide CSV files are read as {@code wide} says. */
  public ReadingOptions withColumns(@Nullable Columns wide) {
    return new ReadingOptions(inputZone, wide, missing);
  }

  /** A cell {@code cell} stands for no value. */
  public ReadingOptions withMissing(@Nullable String cell) {
    return new ReadingOptions(inputZone, columns, cell);
  }
}
