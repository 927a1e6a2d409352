package io.taskweir.connectors.files;

import javax.annotation.Nullable;

/**
 * Cells that are numbers. Their digits stay as they were written; only what JSON does not allow is
 * put right: a plus, zeros before the first digit, a point without digits on one side.
 */
final class JsonNumber {

  /** What JSON readers take. */
  private static final int LONGEST = 1000;

  private JsonNumber() {}

  /** The number as JSON; null where the cell is no finite number. */
  @Nullable
  static String of(String cell) {
    int length = cell.length();
    if (length == 0 || length >= LONGEST) {
      return null;
    }
    int sign = cell.charAt(0) == '-' || cell.charAt(0) == '+' ? 1 : 0;
    int point = digits(cell, sign);
    boolean pointed = point < length && cell.charAt(point) == '.';
    int fraction = pointed ? point + 1 : point;
    int exponent = pointed ? digits(cell, fraction) : point;
    boolean digits = point > sign || exponent > fraction;
    if (!digits || !(exponent == length || isExponent(cell, exponent)) || !isFinite(cell)) {
      return null;
    }
    boolean plain =
        cell.charAt(0) != '+' && point > sign && exponent >= fraction + (pointed ? 1 : 0);
    boolean padded = point > sign + 1 && cell.charAt(sign) == '0';
    return plain && !padded ? cell : corrected(cell, sign, point, fraction, exponent);
  }

  private static String corrected(String cell, int sign, int point, int fraction, int exponent) {
    int first = sign;
    while (first < point - 1 && cell.charAt(first) == '0') {
      first++;
    }
    return (cell.charAt(0) == '-' ? "-" : "")
        + (first < point ? cell.substring(first, point) : "0")
        + (exponent > fraction ? "." + cell.substring(fraction, exponent) : "")
        + cell.substring(exponent);
  }

  private static boolean isExponent(String cell, int at) {
    if (cell.charAt(at) != 'e' && cell.charAt(at) != 'E') {
      return false;
    }
    int first = at + 1;
    if (first < cell.length() && (cell.charAt(first) == '-' || cell.charAt(first) == '+')) {
      first++;
    }
    return first < cell.length() && digits(cell, first) == cell.length();
  }

  /** Only an exponent or very many digits can pass a double. */
  private static boolean isFinite(String cell) {
    boolean small = cell.length() < 300 && cell.indexOf('e') < 0 && cell.indexOf('E') < 0;
    return small || Double.isFinite(Double.parseDouble(cell));
  }

  /** Where the digits from {@code at} on end. */
  private static int digits(String cell, int at) {
    int end = at;
    while (end < cell.length() && cell.charAt(end) >= '0' && cell.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
