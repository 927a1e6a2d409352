package io.taskweir.deploy;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Who looks at standard output. */
final class Screen {

  private Screen() {}

  /** Whether it is a terminal that shows UTF-8: only there are boxes and blocks drawn. */
  static boolean showsBoxes() {
    return Boolean.getBoolean("taskweir.terminal.out") && isUtf8(System.getenv());
  }

  /** As a C library decides: the first of these that is set counts. */
  static boolean isUtf8(Map<String, String> environment) {
    return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .map(value -> value.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8"))
        .orElse(false);
  }
}
