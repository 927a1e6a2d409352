package io.taskweir.email;

import javax.annotation.Nullable;

/** IPv4 addresses in every form that browsers accept: {@code 0x7f.1} is {@code 127.0.0.1}. */
final class Ipv4 {

  private Ipv4() {}

  /** Whether the last label of {@code host} is a number, so that it is an address or no host. */
  static boolean endsInNumber(String host) {
    int end = host.endsWith(".") ? host.length() - 1 : host.length();
    int from = host.lastIndexOf('.', end - 1) + 1;
    if (end <= from) {
      return false;
    }
    String last = host.substring(from, end);
    return last.chars().allMatch(c -> c >= '0' && c <= '9') || number(last) >= 0;
  }

  /** The dotted form; null where {@code host} is no address. */
  @Nullable
  static String parse(String host) {
    String trimmed = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String[] parts = trimmed.split("\\.", -1);
    if (parts.length > 4) {
      return null;
    }
    long address = 0;
    for (int i = 0; i < parts.length; i++) {
      long number = number(parts[i]);
      boolean last = i == parts.length - 1;
      long most = last ? 1L << (8 * (5 - parts.length)) : 256;
      if (number < 0 || number >= most) {
        return null;
      }
      address += last ? number : number << (8 * (3 - i));
    }
    return (address >> 24)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }

  /** Whether a dotted address is of this machine or of a network that is nobody's in particular. */
  static boolean isPrivate(String dotted) {
    if (dotted.startsWith("172.")) {
      int second = (int) number(dotted.substring(4, Math.max(4, dotted.indexOf('.', 4))));
      return second >= 16 && second < 32;
    }
    return dotted.startsWith("127.")
        || dotted.startsWith("10.")
        || dotted.startsWith("192.168.")
        || dotted.startsWith("169.254.");
  }

  /**
   * A decimal, octal or hexadecimal number; -1 where it is none, a large one where it is too big.
   */
  private static long number(String part) {
    String digits = part;
    int radix = 10;
    if (part.startsWith("0x") || part.startsWith("0X")) {
      digits = part.substring(2);
      radix = 16;
    } else if (part.length() > 1 && part.charAt(0) == '0') {
      digits = part.substring(1);
      radix = 8;
    } else if (part.isEmpty()) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) < 0x80 ? Character.digit(digits.charAt(i), radix) : -1;
      if (digit < 0) {
        return -1;
      }
      number = Math.min(number * radix + digit, 1L << 40);
    }
    return number;
  }
}
