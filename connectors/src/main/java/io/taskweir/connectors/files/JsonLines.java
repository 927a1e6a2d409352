package io.taskweir.connectors.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import javax.annotation.Nullable;

/**
 * A JSON object a line, as its bytes; of an array its elements. A line that is not JSON passes as
 * it is: the first stage says what is wrong with it. A line above {@link WholeLines#LONGEST} is a
 * reading without a value that shows its beginning.
 */
final class JsonLines implements Rows {

  private final String source;
  private final WholeLines lines;
  private final JsonText text;
  private final ArrayDeque<Row> elements = new ArrayDeque<>();

  JsonLines(Path file, JsonText text) {
    this.source = file + ":";
    this.lines = new WholeLines(new ReopenedFile(file));
    this.text = text;
  }

  @Override
  @Nullable
  public Row next() throws IOException {
    while (elements.isEmpty()) {
      if (!lines.next()) {
        return null;
      }
      read(source + lines.number());
    }
    return elements.poll();
  }

  /** An empty array has no rows. */
  private void read(String place) throws IOException {
    if (lines.isCut()) {
      elements.add(tooLong(place));
      return;
    }
    byte[] line = lines.copy();
    List<byte[]> parts = beginsAnArray(line) ? JsonText.elements(line) : null;
    if (parts == null) {
      elements.add(text.row(place, line));
      return;
    }
    for (int i = 0; i < parts.size(); i++) {
      elements.add(text.row(place + "[" + i + "]", parts.get(i)));
    }
  }

  private Row tooLong(String place) {
    String start = new String(lines.bytes(), lines.start(), 1024, StandardCharsets.UTF_8);
    byte[] json = new ReadingJson().begin(null, null).broken(start).end();
    return new Row(Row.UNTIMED, List.of(new FedReading(place, null, json)));
  }

  static boolean beginsAnArray(byte[] line) {
    int at = 0;
    while (at < line.length && (line[at] == ' ' || line[at] == '\t')) {
      at++;
    }
    return at < line.length && line[at] == '[';
  }
}
