package io.taskweir.connectors.files;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.annotation.Nullable;

/** The header line of a CSV file: its names decide how the file is read, whatever their case. */
final class CsvHeader {

  private static final Set<String> TIMES = Set.of("timestamp", "time", "ts", "datetime");
  private static final Set<String> NARROW =
      Set.of("timestamp", "time", "ts", "datetime", "value", "sensor", "unit", "group", "sequence");

  private final Path file;
  private final List<String> written;
  private final List<String> names;

  CsvHeader(Path file, String[] cells) {
    this.file = file;
    this.written = List.of(cells);
    this.names = Arrays.stream(cells).map(CsvHeader::plain).toList();
  }

  /**
   * The layout: narrow where all names are those of a reading, whatever {@code options} say; wide
   * where they name its columns.
   */
  CsvLayout layout(ReadingOptions options) throws UnreadableInputException {
    Columns columns = options.columns();
    if (isNarrow()) {
      return new NarrowCsv(this, options);
    }
    if (columns == null || !columns.time().stream().allMatch(this::has)) {
      throw refused(
          "expected timestamp and value, with sensor, unit, group or sequence, or the columns of a"
              + " wide file");
    }
    return new WideCsv(this, columns, options);
  }

  int size() {
    return names.size();
  }

  /** The name's place; -1 where it is not there. */
  int of(String name) {
    return names.indexOf(plain(name));
  }

  /** Where the time of a narrow file stands. */
  int time() {
    int at = 0;
    while (!TIMES.contains(names.get(at))) {
      at++;
    }
    return at;
  }

  /** Whether the column at {@code place} is the whole time of {@code columns}. */
  boolean isTimeOf(@Nullable Columns columns, int place) {
    return columns != null && columns.time().size() == 1 && of(columns.time().get(0)) == place;
  }

  /** The name as the file has it. */
  String written(int place) {
    return written.get(place);
  }

  /** Where a column that has to be there once stands. */
  int require(String name) throws UnreadableInputException {
    int place = of(name);
    if (place < 0) {
      throw refused("no column \"" + name + '"');
    }
    if (names.lastIndexOf(plain(name)) != place) {
      throw refused("column \"" + name + "\" stands there twice");
    }
    return place;
  }

  /** The file's name without what follows its last point. */
  String fileName() {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  private boolean isNarrow() {
    return NARROW.containsAll(names)
        && new HashSet<>(names).size() == names.size()
        && has("value")
        && names.stream().filter(TIMES::contains).count() == 1;
  }

  private boolean has(String name) {
    return of(name) >= 0;
  }

  private UnreadableInputException refused(String why) {
    String shown = String.join(",", written).replaceAll("\\p{Cntrl}", "?");
    String start = shown.length() <= 100 ? shown : shown.substring(0, 100) + "...";
    return UnreadableInputException.because(file, "header \"" + start + "\": " + why);
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
