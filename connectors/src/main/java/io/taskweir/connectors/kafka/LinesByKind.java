package io.taskweir.connectors.kafka;

import io.taskweir.state.Headers;
import io.taskweir.state.SourceRecord;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A file a kind of result, a value a line. It costs an open file and 64 KiB a kind. */
final class LinesByKind implements Closeable {

  private final String otherwise;
  private final Map<String, OutputStream> files = new TreeMap<>();
  private final Map<String, Long> counts = new TreeMap<>();

  LinesByKind(Map<String, Path> paths, String otherwise) throws IOException {
    if (!paths.containsKey(otherwise)) {
      throw new IllegalArgumentException(
          "kind \"%s\": expected one of %s".formatted(otherwise, new TreeMap<>(paths).keySet()));
    }
    this.otherwise = otherwise;
    try {
      for (var path : paths.entrySet()) {
        files.put(
            path.getKey(),
            new BufferedOutputStream(Files.newOutputStream(path.getValue()), 1 << 16));
        counts.put(path.getKey(), 0L);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  void write(SourceRecord record) throws IOException {
    ReadTopic.requireOneLine(record);
    byte[] header = record.headers().get(Headers.KIND);
    String kind = header == null ? otherwise : new String(header, StandardCharsets.UTF_8);
    OutputStream file = files.get(kind);
    if (file == null) {
      throw new IOException(
          "%s/%d@%d: %s: expected one of %s, got \"%s\""
              .formatted(
                  record.topic(),
                  record.partition(),
                  record.offset(),
                  Headers.KIND,
                  files.keySet(),
                  shown(kind)));
    }
    file.write(record.value());
    file.write('\n');
    counts.merge(kind, 1L, Long::sum);
  }

  /** How many lines each file has. */
  Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  /** Closes every file, whatever becomes of the others. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (OutputStream file : files.values()) {
      try {
        file.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** A stranger's text within one line. */
  private static String shown(String kind) {
    String line = kind.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 80 ? line : line.substring(0, 80) + "...";
  }
}
