package io.taskweir.connectors.files;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import javax.annotation.Nullable;

/**
 * The cells of a line of CSV, without the white space around them. A line with quotes is read by
 * Jackson as RFC 4180 has it, but for one thing: a cell does not reach into the next line, so that
 * a stray quote costs its own line and not the rest of the file.
 */
final class CsvCells {

  private static final ObjectReader QUOTED =
      new CsvMapper().readerForArrayOf(String.class).with(CsvParser.Feature.WRAP_AS_ARRAY);

  private CsvCells() {}

  /** The cells; null where the quotes do not match. */
  @Nullable
  static String[] of(String line) {
    return line.indexOf('"') < 0 ? plain(line) : quoted(line);
  }

  private static String[] plain(String line) {
    int commas = 0;
    for (int at = line.indexOf(','); at >= 0; at = line.indexOf(',', at + 1)) {
      commas++;
    }
    String[] cells = new String[commas + 1];
    int start = 0;
    for (int i = 0; i < commas; i++) {
      int end = line.indexOf(',', start);
      cells[i] = line.substring(start, end).strip();
      start = end + 1;
    }
    cells[commas] = line.substring(start).strip();
    return cells;
  }

  @Nullable
  private static String[] quoted(String line) {
    try (MappingIterator<String[]> lines = QUOTED.readValues(line)) {
      String[] cells = lines.nextValue();
      if (lines.hasNextValue()) {
        return null;
      }
      for (int i = 0; i < cells.length; i++) {
        cells[i] = cells[i].strip();
      }
      return cells;
    } catch (IOException e) {
      return null;
    }
  }
}
