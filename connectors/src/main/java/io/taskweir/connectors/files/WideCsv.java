package io.taskweir.connectors.files;

import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * A time and the values of several sensors a line. An empty cell is absent, and so is one that
 * stands for no value: counted and not sent. A line with too few or too many cells, or quotes that
 * do not match, is a reading without a value for each sensor, since no cell of it can be trusted.
 * Columns without a name are no sensors.
 */
final class WideCsv implements CsvLayout {

  private final int size;
  private final int[] timeAt;
  private final int[] sensorAt;
  private final String[] sensors;
  private final Timestamps timestamps;
  private final Missing missing;
  private final ReadingJson json = new ReadingJson();
  private long absent;

  WideCsv(CsvHeader header, Columns columns, ReadingOptions options)
      throws UnreadableInputException {
    this.size = header.size();
    this.timeAt = places(header, columns.time());
    this.sensorAt =
        columns.sensors().isEmpty() ? others(header, timeAt) : places(header, columns.sensors());
    this.sensors = new String[sensorAt.length];
    for (int i = 0; i < sensors.length; i++) {
      String name = header.written(sensorAt[i]);
      sensors[i] = columns.filePrefix() ? header.fileName() + "/" + name : name;
    }
    this.timestamps = new Timestamps(options.inputZone(), columns.formatter());
    this.missing = new Missing(options.missing());
  }

  @Override
  public Row row(String source, String line, @Nullable String[] cells) {
    String time = time(cells);
    Stamp stamp = timestamps.read(time);
    String shown = stamp == null ? time : stamp.utc();
    boolean whole = cells != null && cells.length == size;
    List<FedReading> readings = new ArrayList<>(sensors.length);
    for (int i = 0; i < sensors.length; i++) {
      byte[] reading =
          whole
              ? reading(sensors[i], shown, cells[sensorAt[i]])
              : json.begin(sensors[i], shown).broken(line).end();
      if (reading == null) {
        absent++;
      } else {
        readings.add(new FedReading(source, sensors[i], reading));
      }
    }
    return new Row(stamp == null ? Row.UNTIMED : stamp.millis(), readings);
  }

  @Override
  public long absent() {
    return absent;
  }

  /** A cell as a reading; null where it is absent. */
  @Nullable
  private byte[] reading(String sensor, @Nullable String time, String cell) {
    String number = JsonNumber.of(cell);
    if (cell.isEmpty() || missing.is(cell, number)) {
      return null;
    }
    return json.begin(sensor, time).value("value", cell, number).end();
  }

  /** The text of the time columns; null where one of them has none. */
  @Nullable
  private String time(@Nullable String[] cells) {
    if (cells == null) {
      return null;
    }
    for (int place : timeAt) {
      if (place >= cells.length || cells[place].isEmpty()) {
        return null;
      }
    }
    return timeAt.length == 1 ? cells[timeAt[0]] : cells[timeAt[0]] + " " + cells[timeAt[1]];
  }

  private static int[] places(CsvHeader header, List<String> names)
      throws UnreadableInputException {
    int[] places = new int[names.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = header.require(names.get(i));
    }
    return places;
  }

  private static int[] others(CsvHeader header, int[] times) throws UnreadableInputException {
    List<String> names = new ArrayList<>();
    for (int place = 0; place < header.size(); place++) {
      boolean time = place == times[0] || place == times[times.length - 1];
      if (!time && !header.written(place).isBlank()) {
        names.add(header.written(place));
      }
    }
    return places(header, names);
  }
}
