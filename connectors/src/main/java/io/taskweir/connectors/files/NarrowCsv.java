package io.taskweir.connectors.files;

import java.util.List;
import javax.annotation.Nullable;

/**
 * A reading a line. The sensor is that of its column, or the file's name where there is none. A
 * line with too few or too many cells, or quotes that do not match, is a reading without a value
 * that shows the line. An empty value is null and not absent: the line is there for its value.
 */
final class NarrowCsv implements CsvLayout {

  private final int size;
  private final String fileSensor;
  private final int sensorAt;
  private final int timeAt;
  private final int valueAt;
  private final int unitAt;
  private final int groupAt;
  private final int sequenceAt;
  private final Timestamps timestamps;
  private final Missing missing;
  private final ReadingJson json = new ReadingJson();
  private long absent;

  NarrowCsv(CsvHeader header, ReadingOptions options) {
    this.size = header.size();
    this.fileSensor = header.fileName();
    this.sensorAt = header.of("sensor");
    this.timeAt = header.time();
    this.valueAt = header.of("value");
    this.unitAt = header.of("unit");
    this.groupAt = header.of("group");
    this.sequenceAt = header.of("sequence");
    Columns columns = options.columns();
    boolean formatted = columns != null && header.isTimeOf(columns, timeAt);
    this.timestamps = new Timestamps(options.inputZone(), formatted ? columns.formatter() : null);
    this.missing = new Missing(options.missing());
  }

  @Override
  public Row row(String source, String line, @Nullable String[] cells) {
    String sensor = sensorAt < 0 ? fileSensor : cell(cells, sensorAt);
    String time = cell(cells, timeAt);
    Stamp stamp = timestamps.read(time);
    long millis = stamp == null ? Row.UNTIMED : stamp.millis();
    json.begin(sensor, stamp == null ? time : stamp.utc());
    if (cells == null || cells.length != size) {
      json.broken(line);
    } else {
      String value = cell(cells, valueAt);
      String number = value == null ? null : JsonNumber.of(value);
      if (value != null && missing.is(value, number)) {
        absent++;
        return new Row(millis, List.of());
      }
      json.value("value", value, number);
      describe(cells);
    }
    return new Row(millis, List.of(new FedReading(source, sensor, json.end())));
  }

  @Override
  public long absent() {
    return absent;
  }

  private void describe(String[] cells) {
    if (unitAt >= 0) {
      json.text("unit", cell(cells, unitAt));
    }
    if (groupAt >= 0) {
      json.text("group", cell(cells, groupAt));
    }
    if (sequenceAt >= 0) {
      String sequence = cell(cells, sequenceAt);
      json.value("sequence", sequence, sequence == null ? null : JsonNumber.of(sequence));
    }
  }

  /** What stands in a column; null where there is nothing. */
  @Nullable
  private static String cell(@Nullable String[] cells, int place) {
    boolean there = cells != null && place < cells.length && !cells[place].isEmpty();
    return there ? cells[place] : null;
  }
}
