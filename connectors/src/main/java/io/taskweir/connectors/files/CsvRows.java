package io.taskweir.connectors.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.annotation.Nullable;

/** The lines of a CSV file below its header. A file without a header line holds nothing. */
final class CsvRows implements Rows {

  private final String source;
  private final WholeLines lines;
  @Nullable private final CsvLayout layout;

  /** Reads the header of {@code file}. */
  CsvRows(Path file, ReadingOptions options) throws IOException {
    this.source = file + ":";
    this.lines = new WholeLines(new ReopenedFile(file));
    this.layout = lines.next() ? header(file).layout(options) : null;
  }

  @Override
  @Nullable
  public Row next() throws IOException {
    if (layout == null || !lines.next()) {
      return null;
    }
    String line = line();
    return layout.row(source + lines.number(), line, lines.isCut() ? null : CsvCells.of(line));
  }

  @Override
  public long absent() {
    return layout == null ? 0 : layout.absent();
  }

  private CsvHeader header(Path file) throws UnreadableInputException {
    String[] cells = lines.isCut() ? null : CsvCells.of(line());
    if (cells == null) {
      throw UnreadableInputException.because(file, "header: quotes that do not match");
    }
    return new CsvHeader(file, cells);
  }

  private String line() {
    int length = lines.end() - lines.start();
    return new String(lines.bytes(), lines.start(), length, StandardCharsets.UTF_8);
  }
}
