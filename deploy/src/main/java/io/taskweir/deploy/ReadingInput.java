package io.taskweir.deploy;

import io.taskweir.connectors.files.Columns;
import io.taskweir.connectors.files.ReadingFiles;
import io.taskweir.connectors.files.ReadingOptions;
import io.taskweir.connectors.files.UnreadableInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import javax.annotation.Nullable;
import picocli.CommandLine.Option;

/** Which readings, and how their files are to be read. */
final class ReadingInput {

  @Option(
      names = "--input",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Readings: .csv with a header line (timestamp,value; the file's name is the sensor),"
              + " .jsonl, .json, or a folder of these. All files are merged by time.")
  List<Path> paths;

  @Option(
      names = "--input-zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "The zone of times in the files that name none. Default: UTC.")
  String inputZone;

  @Nullable
  @Option(
      names = "--columns",
      paramLabel = "COLUMNS",
      description =
          "How CSV files with several sensors a line are read, such as"
              + " \"time=Date+Time,format=dd/MM/yyyy HH:mm:ss,sensors=*\".")
  String columns;

  @Nullable
  @Option(
      names = "--missing",
      paramLabel = "CELL",
      description = "A cell that stands for no value, such as -200: counted, not read.")
  String missing;

  /** How they are read; a wrong option is told before anything is opened. */
  ReadingOptions options() {
    return ReadingOptions.DEFAULTS
        .withInputZone(zone())
        .withColumns(columns == null ? null : wide(columns))
        .withMissing(missing);
  }

  /** The zone of times that name none. */
  ZoneId zone() {
    return Zones.parse("--input-zone", inputZone);
  }

  /** The readings; what cannot be read is told at once. */
  ReadingFiles files(ReadingOptions reading) throws IOException {
    ReadingFiles files = ReadingFiles.of(paths, reading);
    try {
      files.check();
    } catch (UnreadableInputException e) {
      throw new UsageException(e.getMessage());
    }
    return files;
  }

  private static Columns wide(String text) {
    try {
      return Columns.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage());
    }
  }
}
