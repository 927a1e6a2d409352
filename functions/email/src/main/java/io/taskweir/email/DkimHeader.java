package io.taskweir.email;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The header of a message as it came, for signatures over it: fields with their folds, line ends as
 * CRLF whatever they were, characters that are bytes. Reading stops where the body begins.
 *
 * @param fields from the top
 * @param isWhole false where the header passes {@value #MOST_BYTES} bytes, and the rest is missing
 */
record DkimHeader(List<Field> fields, boolean isWhole) {

  static final int MOST_BYTES = 2_000_000;

  /**
   * A field.
   *
   * @param name in lower case
   * @param raw the field with its name and folds, without the last line end
   */
  record Field(String name, String raw) {}

  static DkimHeader read(InputStream in) throws IOException {
    List<Field> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    int read = 0;
    String line = line(in);
    while (!line.isEmpty()) {
      read += line.length();
      if (read > MOST_BYTES) {
        return new DkimHeader(fields, false);
      }
      String bare = bare(line);
      boolean folded = bare.startsWith(" ") || bare.startsWith("\t");
      if (!folded) {
        add(field, fields);
        if (bare.isEmpty()) {
          return new DkimHeader(fields, true);
        }
        field.append(bare);
      } else {
        field.append("\r\n").append(bare);
      }
      line = line(in);
    }
    add(field, fields);
    return new DkimHeader(fields, true);
  }

  /**
   * The fields that a signature covers (RFC 6376, section 5.4.2): of equal names from the bottom,
   * each once; a name that no field is left for covers nothing.
   */
  List<Field> covered(List<String> names) {
    Map<String, List<Field>> byName = new HashMap<>();
    fields.forEach(field -> byName.computeIfAbsent(field.name, n -> new ArrayList<>()).add(field));
    List<Field> covered = new ArrayList<>();
    for (String name : names) {
      List<Field> left = byName.getOrDefault(name, List.of());
      if (!left.isEmpty()) {
        covered.add(left.remove(left.size() - 1));
      }
    }
    return covered;
  }

  /** What is no field, such as an envelope line, is passed over. */
  private static void add(StringBuilder field, List<Field> fields) {
    String raw = field.toString();
    String name = nameOf(raw);
    if (!name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      fields.add(new Field(name, raw));
    }
    field.setLength(0);
  }

  /** The name before the colon, in lower case; "" where there is none. */
  static String nameOf(String raw) {
    int colon = raw.indexOf(':');
    return colon <= 0 ? "" : raw.substring(0, colon).stripTrailing().toLowerCase(Locale.ROOT);
  }

  private static String bare(String line) {
    int end = line.length();
    end -= end > 0 && line.charAt(end - 1) == '\n' ? 1 : 0;
    end -= end > 0 && line.charAt(end - 1) == '\r' ? 1 : 0;
    return line.substring(0, end);
  }

  /** A line with its end, or as much of one as there is; "" at the end. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(100);
    for (int b = in.read(); b >= 0; b = in.read()) {
      bytes.write(b);
      if (b == '\n' || bytes.size() > MOST_BYTES) {
        break;
      }
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
