package io.taskweir.email;

import java.util.Locale;

/** A {@code data:} URL, which holds its content in itself (RFC 2397). */
final class DataUrl {

  private static final String DEFAULT_TYPE = "text/plain";
  private static final int LONGEST_TYPE = 100;

  private DataUrl() {}

  /** The media type without parameters, in lower case. */
  static String type(String url) {
    int from = url.indexOf(':') + 1;
    int to = from;
    while (to < url.length() && to - from < LONGEST_TYPE && ",;".indexOf(url.charAt(to)) < 0) {
      to++;
    }
    String type = PercentEncoding.decode(url.substring(from, to)).strip().toLowerCase(Locale.ROOT);
    return type.indexOf('/') > 0 ? type : DEFAULT_TYPE;
  }

  /** Whether content of a type may hold a script or be handed to a program. */
  static boolean isActive(String type) {
    boolean shown =
        type.equals(DEFAULT_TYPE)
            || (type.startsWith("image/") && !type.contains("svg"))
            || type.startsWith("audio/")
            || type.startsWith("video/")
            || type.startsWith("font/");
    return !shown;
  }
}
