package io.taskweir.connectors.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.taskweir.state.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.annotation.Nullable;

/**
 * A file that is one array over many lines: its elements, one in memory at a time. Where it is not
 * JSON there is no way to find the next element: the rest of the file is one reading without a
 * value that says so.
 */
final class JsonArray implements Rows {

  private final String source;
  private final JsonParser parser;
  private final JsonText text;
  private long index;
  private boolean ended;

  JsonArray(Path file, JsonText text) throws IOException {
    this.source = file.toString();
    this.parser =
        Json.mapper().createParser(new BufferedInputStream(new ReopenedFile(file), 1 << 16));
    this.text = text;
  }

  /** Whether {@code file} begins with an array that its first line does not end. */
  static boolean is(Path file) throws IOException {
    WholeLines lines = new WholeLines(new ReopenedFile(file));
    if (!lines.next()) {
      return false;
    }
    byte[] line = lines.copy();
    return JsonLines.beginsAnArray(line) && (lines.isCut() || JsonText.elements(line) == null);
  }

  @Override
  @Nullable
  public Row next() throws IOException {
    if (ended) {
      return null;
    }
    String place = source + "[" + index + "]";
    try {
      if (!toElement()) {
        ended = true;
        return null;
      }
      byte[] element = JsonText.copy(parser);
      index++;
      return text.row(place, element);
    } catch (JsonProcessingException malformed) {
      ended = true;
      return rest(place, malformed);
    }
  }

  /** Moves to the next value below the file's arrays; false at its end. */
  private boolean toElement() throws IOException {
    JsonToken token = parser.nextToken();
    while (token == JsonToken.END_ARRAY
        || (token == JsonToken.START_ARRAY && parser.getParsingContext().getParent().inRoot())) {
      token = parser.nextToken();
    }
    return token != null;
  }

  private static Row rest(String place, JsonProcessingException malformed) {
    var at = malformed.getLocation();
    String line =
        "not JSON from line %d, column %d on: %s"
            .formatted(at.getLineNr(), at.getColumnNr(), malformed.getOriginalMessage());
    byte[] json = new ReadingJson().begin(null, null).broken(line).end();
    return new Row(Row.UNTIMED, List.of(new FedReading(place, null, json)));
  }
}
