package io.taskweir.email;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * A header field of the form {@code value; name=value; ...} (RFC 2045), with continued and encoded
 * parameters (RFC 2231). Lenient where clients are: a value without quotes goes on to the next
 * semicolon, a quote that is not closed to the end, the first of equal names counts.
 */
final class HeaderParameters {

  private static final int MOST_SECTIONS = 1_000;

  private final String text;
  private final Defects defects;
  private final Map<String, String> plain = new HashMap<>();
  private final Map<String, SortedMap<Integer, Section>> sections = new HashMap<>();
  private String value = "";
  private int at;

  private record Section(String text, boolean encoded) {}

  private HeaderParameters(String text, Defects defects) {
    this.text = text;
    this.defects = defects;
  }

  static HeaderParameters parse(String text, Defects defects) {
    HeaderParameters parameters = new HeaderParameters(text, defects);
    parameters.parse();
    return parameters;
  }

  /** What stands before the first semicolon, in lower case, without comments. */
  String value() {
    return value;
  }

  /** A parameter; null where there is none of that lower-case name. */
  @Nullable
  String get(String name) {
    SortedMap<Integer, Section> continued = sections.get(name);
    return continued == null ? plain.get(name) : joined(continued);
  }

  private void parse() {
    value = token(";").toLowerCase(Locale.ROOT);
    while (at < text.length()) {
      at++;
      String name = token("=;").toLowerCase(Locale.ROOT);
      if (at < text.length() && text.charAt(at) == '=') {
        at++;
        put(name, parameterValue());
      }
    }
  }

  private void put(String name, String parameter) {
    int star = name.indexOf('*');
    if (star <= 0) {
      plain.putIfAbsent(name, parameter);
      return;
    }
    boolean encoded = name.endsWith("*");
    String number = name.substring(star + 1, Math.max(star + 1, name.length() - (encoded ? 1 : 0)));
    int index = number.isEmpty() ? 0 : sectionNumber(number);
    if (index < 0) {
      defects.add("PARAMETER_DAMAGED");
      return;
    }
    sections
        .computeIfAbsent(name.substring(0, star), unused -> new TreeMap<>())
        .putIfAbsent(index, new Section(parameter, encoded));
  }

  private static int sectionNumber(String digits) {
    if (digits.length() > 4 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    int number = Integer.parseInt(digits);
    return number < MOST_SECTIONS ? number : -1;
  }

  /** Reads to one of {@code ends} or the end, leaving out comments and the space around. */
  private String token(String ends) {
    StringBuilder token = new StringBuilder();
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      char c = text.charAt(at);
      if (c == '(') {
        skipComment();
      } else {
        token.append(c <= ' ' ? ' ' : c);
        at++;
      }
    }
    return token.toString().trim();
  }

  /** Skips a comment, nested or not, by counting: no depth of nesting is too deep. */
  private void skipComment() {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\') {
        at++;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return;
      }
    }
    at = text.length();
  }

  private String parameterValue() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '"') {
      String quoted = quoted();
      int end = text.indexOf(';', at);
      at = end < 0 ? text.length() : end;
      return quoted;
    }
    int end = text.indexOf(';', at);
    int from = at;
    at = end < 0 ? text.length() : end;
    return text.substring(from, at).trim();
  }

  private String quoted() {
    StringBuilder quoted = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return quoted.toString();
      }
      if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
      }
      if (c != '\r' && c != '\n') {
        quoted.append(c);
      }
    }
    defects.add("UNCLOSED_QUOTE");
    return quoted.toString();
  }

  /** The sections in their order, their escapes undone by the charset that the first one names. */
  private String joined(SortedMap<Integer, Section> continued) {
    String charset = "utf-8";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int expected = 0;
    for (Map.Entry<Integer, Section> entry : continued.entrySet()) {
      if (entry.getKey() != expected) {
        defects.add("PARAMETER_DAMAGED");
      }
      String text = entry.getValue().text();
      int language = text.indexOf('\'');
      int start = text.indexOf('\'', language + 1);
      if (expected == 0 && entry.getValue().encoded() && start > language) {
        charset = language > 0 ? text.substring(0, language) : charset;
        text = text.substring(start + 1);
      }
      unescape(text, entry.getValue().encoded(), bytes);
      expected++;
    }
    byte[] all = bytes.toByteArray();
    return MailCharset.decode(all, 0, all.length, charset, defects);
  }

  private static void unescape(String text, boolean encoded, ByteArrayOutputStream out) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (encoded && bytes[i] == '%' && high >= 0 && low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(bytes[i]);
      }
    }
  }
}
