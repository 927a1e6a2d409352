package io.taskweir.connectors.files;

import javax.annotation.Nullable;

/** What the header line of a CSV file makes of the lines below it. */
interface CsvLayout {

  /**
   * The row of a line.
   *
   * @param source the path with the line's number
   * @param line the whole line, shown where it is broken
   * @param cells its cells; null where its quotes do not match
   */
  Row row(String source, String line, @Nullable String[] cells);

  /** How many cells were absent so far. */
  long absent();
}
