package io.taskweir.deploy.train;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.annotation.Nullable;

/**
 * The header of a message as its bytes have it, for what training asks and no model may see.
 *
 * @param fields each with its name in lower case, folds and all
 * @param body what follows, from the blank line on
 */
record RawHeader(List<Field> fields, byte[] body) {

  /** One field: its lower-case name, and all its lines. */
  record Field(String name, String text) {
    String value() {
      return text.substring(Math.min(text.length(), text.indexOf(':') + 1)).strip();
    }
  }

  static RawHeader of(byte[] message) {
    int end = end(message);
    String header = new String(message, 0, end, StandardCharsets.ISO_8859_1);
    List<Field> fields = new ArrayList<>();
    for (String line : header.split("\r?\n", -1)) {
      boolean fold = line.startsWith(" ") || line.startsWith("\t");
      if (fold && !fields.isEmpty()) {
        Field before = fields.remove(fields.size() - 1);
        fields.add(new Field(before.name(), before.text() + '\n' + line));
      } else if (line.indexOf(':') > 0) {
        String name = line.substring(0, line.indexOf(':')).strip().toLowerCase(Locale.ROOT);
        fields.add(new Field(name, line));
      }
    }
    byte[] body = new byte[message.length - end];
    System.arraycopy(message, end, body, 0, body.length);
    return new RawHeader(fields, body);
  }

  /** The first field of that name; null where there is none. */
  @Nullable
  String first(String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .map(Field::value)
        .findFirst()
        .orElse(null);
  }

  /** The message with only those fields whose names pass. */
  byte[] message(Predicate<String> names) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Field field : fields) {
      if (names.test(field.name())) {
        out.writeBytes((field.text() + '\n').getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    out.writeBytes(body.length == 0 ? new byte[] {'\n'} : body);
    return out.toByteArray();
  }

  /** Before the blank line: the newline that ends it begins the body. */
  private static int end(byte[] message) {
    for (int i = 0; i + 1 < message.length; i++) {
      if (message[i] == '\n') {
        boolean blank = message[i + 1] == '\n';
        boolean blankCr =
            i + 2 < message.length && message[i + 1] == '\r' && message[i + 2] == '\n';
        if (blank || blankCr) {
          return i + 1;
        }
      }
    }
    return message.length;
  }
}
