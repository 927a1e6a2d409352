package io.taskweir.job;

/**
 * A configuration that cannot be started with. Its message is one line that names the key, the
 * value, where it was given and what is allowed, and is all that an operator needs to see.
 */
public final class ConfigException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST_QUOTE = 80;

  ConfigException(String message) {
    super(message);
  }

  /** A piece of somebody's input, fit for one line: no control characters, no more than needed. */
  static String quote(String text) {
    var quoted = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_QUOTE)
        .map(c -> Character.isISOControl(c) || isSeparator(c) ? '\uFFFD' : c)
        .forEach(quoted::appendCodePoint);
    return text.codePointCount(0, text.length()) > LONGEST_QUOTE ? quoted + "..." : quoted + "";
  }

  private static boolean isSeparator(int c) {
    int type = Character.getType(c);
    return type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.FORMAT;
  }
}
