package io.taskweir.email;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.annotation.Nullable;

/** The charset that an HTML text declares within itself, for a part that declares none. */
final class HtmlCharset {

  private static final int PRESCAN = 1_024;

  private HtmlCharset() {}

  /** Finds {@code charset=} in the first 1,024 bytes, as browsers do; null where there is none. */
  @Nullable
  static String declaredIn(byte[] html, int length) {
    String head =
        new String(html, 0, Math.min(length, PRESCAN), StandardCharsets.ISO_8859_1)
            .toLowerCase(Locale.ROOT);
    int at = head.indexOf("charset=");
    if (at < 0) {
      return null;
    }
    int from = at + "charset=".length();
    while (from < head.length() && "\"' ".indexOf(head.charAt(from)) >= 0) {
      from++;
    }
    int to = from;
    while (to < head.length() && isNamePart(head.charAt(to))) {
      to++;
    }
    return to > from ? head.substring(from, to) : null;
  }

  private static boolean isNamePart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-_:.".indexOf(c) >= 0;
  }
}
