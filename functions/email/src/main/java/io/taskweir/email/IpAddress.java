package io.taskweir.email;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.annotation.Nullable;

/** An IP address, of four bytes or of sixteen; an IPv4 address within IPv6 is the IPv4 address. */
final class IpAddress {

  private final byte[] bytes;

  private IpAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads a dotted or a colon notation, in brackets or not; null where it is neither. */
  @Nullable
  static IpAddress parse(String given) {
    String text = given.strip();
    if (text.startsWith("[") && text.endsWith("]")) {
      text = text.substring(1, text.length() - 1);
    }
    if (text.toLowerCase(Locale.ROOT).startsWith("ipv6:")) {
      text = text.substring(5);
    }
    if (text.length() > 45) {
      return null;
    }
    if (text.indexOf(':') < 0) {
      return four(text);
    }
    String six = Ipv6.parse(text);
    try {
      return six == null ? null : new IpAddress(InetAddress.getByName(six).getAddress());
    } catch (UnknownHostException e) {
      return null;
    }
  }

  @Nullable
  private static IpAddress four(String text) {
    byte[] bytes = new byte[4];
    String[] parts = text.split("\\.", 5);
    if (parts.length != 4) {
      return null;
    }
    for (int i = 0; i < 4; i++) {
      boolean digits = parts[i].chars().allMatch(c -> c >= '0' && c <= '9');
      if (!digits || parts[i].isEmpty() || parts[i].length() > 3) {
        return null;
      }
      int value = Integer.parseInt(parts[i]);
      if (value > 255) {
        return null;
      }
      bytes[i] = (byte) value;
    }
    return new IpAddress(bytes);
  }

  boolean isFour() {
    return bytes.length == 4;
  }

  /** Whether this lies in the network of {@code prefix} bits around {@code other}. */
  boolean within(IpAddress other, int prefix) {
    if (bytes.length != other.bytes.length) {
      return false;
    }
    int whole = prefix / 8;
    if (!Arrays.equals(bytes, 0, whole, other.bytes, 0, whole)) {
      return false;
    }
    int rest = prefix % 8;
    return rest == 0
        || (bytes[whole] & 0xff) >> (8 - rest) == (other.bytes[whole] & 0xff) >> (8 - rest);
  }

  /** Whether it is an address of the Internet, and of no private, local or reserved network. */
  boolean isPublic() {
    if (!isFour()) {
      int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
      return first >= 0x2000 && first < 0x4000;
    }
    int one = bytes[0] & 0xff;
    int two = bytes[1] & 0xff;
    boolean local = one == 0 || one == 10 || one == 127 || one >= 224;
    boolean priv =
        (one == 172 && two >= 16 && two < 32)
            || (one == 192 && two == 168)
            || (one == 169 && two == 254)
            || (one == 100 && two >= 64 && two < 128);
    return !local && !priv;
  }

  /** Under which name its own name is asked for. */
  String pointerName() {
    return reversed(dotted()) + (isFour() ? ".in-addr.arpa" : ".ip6.arpa");
  }

  /** Its bytes, or its half bytes where it is IPv6, with dots between (RFC 7208, section 7.3). */
  String dotted() {
    StringBuilder dotted = new StringBuilder();
    if (isFour()) {
      for (byte b : bytes) {
        dotted.append(dotted.isEmpty() ? "" : ".").append(b & 0xff);
      }
      return dotted.toString();
    }
    String digits = HexFormat.of().formatHex(bytes);
    for (int i = 0; i < digits.length(); i++) {
      dotted.append(i == 0 ? "" : ".").append(digits.charAt(i));
    }
    return dotted.toString();
  }

  private static String reversed(String dotted) {
    String[] parts = dotted.split("\\.", -1);
    StringBuilder reversed = new StringBuilder();
    for (int i = parts.length - 1; i >= 0; i--) {
      reversed.append(parts[i]).append(i > 0 ? "." : "");
    }
    return reversed.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The usual notation. */
  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has four bytes or sixteen", e);
    }
  }
}
