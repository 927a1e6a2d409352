package io.taskweir.email;

import javax.annotation.Nullable;

/** The spelling of a host in a URL, where it hides what the host is. */
final class WrittenHost {

  private static final int LONGEST = 100;

  private WrittenHost() {}

  /**
   * The host as it stands in {@code url}, or null where that is plain.
   *
   * @param url as it was written
   * @param host what {@link CanonicalUrl} reads in it
   */
  @Nullable
  static String of(String url, String host) {
    String cleaned = CanonicalUrl.clean(url);
    String written = CanonicalUrl.writtenHost(cleaned);
    if (written.equalsIgnoreCase(host) || !hides(written, host)) {
      return null;
    }
    return PlainText.line(written, LONGEST);
  }

  private static boolean hides(String written, String host) {
    if (host.charAt(0) == '[') {
      return false;
    }
    if (Domains.isIp(host)) {
      return !written.equals(host + '.');
    }
    return escapesAscii(written) || (!Resemblance.isAscii(written) && !isPlain(written, host));
  }

  /** Whether there is an escape in place of what needs none. */
  static boolean escapesAscii(String written) {
    for (int i = written.indexOf('%'); i >= 0; i = written.indexOf('%', i + 1)) {
      int high = i + 2 < written.length() ? Character.digit(written.charAt(i + 1), 16) : -1;
      if (high >= 0 && high < 8 && Character.digit(written.charAt(i + 2), 16) >= 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the foreign characters of a host are still in its ASCII form, as {@code xn--} labels;
   * those of scripts that have a full stop of their own are plain.
   */
  private static boolean isPlain(String written, String host) {
    String dotted = written.replace('\u3002', '.').replace('\uff0e', '.').replace('\uff61', '.');
    String[] labels = dotted.split("\\.", -1);
    String[] read = host.split("\\.", -1);
    for (int i = 0; i < Math.min(labels.length, read.length); i++) {
      if (!Resemblance.isAscii(labels[i]) && !read[i].startsWith("xn--")) {
        return false;
      }
    }
    return true;
  }
}
