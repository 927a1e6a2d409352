package io.taskweir.connectors.files;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import javax.annotation.Nullable;

/** Writes readings as JSON, one after the other; what is missing is null. */
final class ReadingJson {

  private static final int LONGEST_LINE = 200;

  private final JsonStringEncoder encoder = JsonStringEncoder.getInstance();
  private final StringBuilder json = new StringBuilder(128);

  /** Begins with whose reading it is, and when. */
  ReadingJson begin(@Nullable String sensor, @Nullable String timestamp) {
    json.setLength(0);
    json.append('{');
    return text("sensor", sensor).text("timestamp", timestamp);
  }

  ReadingJson text(String name, @Nullable String value) {
    name(name);
    if (value == null) {
      json.append("null");
    } else {
      json.append('"');
      encoder.quoteAsString(value, json);
      json.append('"');
    }
    return this;
  }

  /** The number where the cell is one, else its text. */
  ReadingJson value(String name, @Nullable String cell, @Nullable String number) {
    if (number == null) {
      return text(name, cell);
    }
    name(name);
    json.append(number);
    return this;
  }

  /** No value, and the beginning of the line that has none. */
  ReadingJson broken(String line) {
    return text("value", null).text("line", start(line));
  }

  byte[] end() {
    return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private void name(String name) {
    if (json.length() > 1) {
      json.append(',');
    }
    json.append('"').append(name).append("\":");
  }

  private static String start(String line) {
    if (line.length() <= LONGEST_LINE) {
      return line;
    }
    boolean pair = Character.isHighSurrogate(line.charAt(LONGEST_LINE - 1));
    return line.substring(0, pair ? LONGEST_LINE - 1 : LONGEST_LINE);
  }
}
