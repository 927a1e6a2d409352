package io.taskweir.connectors.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns paths into readings, merged by time over all files, so that an old file is not late behind
 * a new one. A file is read by the ending of its name, a folder as all its files at any depth:
 *
 * <ul>
 *   <li>{@code .jsonl}, {@code .ndjson}, {@code .json}: a reading a line, or an array of them; a
 *       {@code .json} may also be one array over many lines;
 *   <li>{@code .csv}, by its header line: {@code timestamp} (or {@code time}, {@code ts}, {@code
 *       datetime}) and {@code value}, with {@code sensor}, {@code unit}, {@code group} or {@code
 *       sequence} if need be; without {@code sensor} the file's name is the sensor. Wide files are
 *       read as {@link Columns} say.
 * </ul>
 *
 * <p>Every line that is not blank is handed over, broken or not: a timestamp or a value that is
 * none passes as its text, a line that is no reading as one without a value, so that the first
 * stage refuses it by file and line. Only absent cells are not ({@link #absent}).
 *
 * <p>Nothing is read whole, and no file stays open: see {@link ReopenedFile} and {@link Merge}.
 */
public final class ReadingFiles {

  private final List<Path> paths;
  private final ReadingOptions options;
  private long fed;
  private long absent;

  private ReadingFiles(List<Path> paths, ReadingOptions options) {
    this.paths = List.copyOf(paths);
    this.options = options;
  }

  /** Takes each reading in turn. */
  public interface Reader {

    /** Reads {@code reading}, which is the reader's to keep. */
    void read(FedReading reading) throws IOException;
  }

  /** The readings below {@code paths}, understood as {@code options} say. */
  public static ReadingFiles of(List<Path> paths, ReadingOptions options) {
    return new ReadingFiles(paths, options);
  }

  /**
   * Walks through everything and reads the header lines, so that what is wrong is said before
   * anything is started.
   *
   * @return how many files there are
   * @throws UnreadableInputException for the first path that cannot be read
   */
  public long check() throws IOException {
    List<Path> files = files();
    for (Path file : files) {
      Rows unused = open(file);
    }
    return files.size();
  }

  /**
   * Hands every reading to {@code reader}.
   *
   * @return how many there were
   * @throws UnreadableInputException for the first path that cannot be read
   */
  public long forEach(Reader reader) throws IOException {
    fed = 0;
    absent = 0;
    Merge merge = new Merge(files(), this::open);
    merge.forEach(
        row -> {
          for (FedReading reading : row.readings()) {
            reader.read(reading);
            fed++;
          }
        });
    absent = merge.absent();
    return fed;
  }

  /** How many readings were handed over so far. */
  public long fed() {
    return fed;
  }

  /** How many cells stood for no value; known when {@link #forEach} has returned. */
  public long absent() {
    return absent;
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      files.addAll(ReadingWalk.from(path));
    }
    return files;
  }

  private Rows open(Path file) throws IOException {
    if (ReadingWalk.ending(file).equals("csv")) {
      return new CsvRows(file, options);
    }
    JsonText text = new JsonText(new Timestamps(options.inputZone(), null));
    boolean array = ReadingWalk.ending(file).equals("json") && JsonArray.is(file);
    return array ? new JsonArray(file, text) : new JsonLines(file, text);
  }
}
