package io.taskweir.deploy.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Writes the numbers of one axis alike: the same prefix (k, M, G, ... or \u00b5, n, p, ...) and as
 * many decimals as its step needs. From 0.001 to 9,999 there is no prefix.
 */
final class SiNumbers {

  private static final String LARGE = "kMGTPE";
  private static final String SMALL = "m\u00b5npfa";
  private static final int FIRST_PREFIXED = 4;
  private static final int LAST_PLAIN = -3;
  private static final int MOST_DECIMALS = 3;

  private final int thousands;
  private final int decimals;

  /**
   * @param largest the largest magnitude on the axis
   * @param step from tick to tick, without trailing zeros
   */
  SiNumbers(BigDecimal largest, BigDecimal step) {
    int exponent = exponent(largest);
    boolean plain = exponent >= LAST_PLAIN && exponent < FIRST_PREFIXED;
    int prefix = plain ? 0 : Math.floorDiv(exponent, 3);
    while (prefix > 0 && decimals(step, prefix) > MOST_DECIMALS) {
      prefix--;
    }
    this.thousands = prefix;
    this.decimals = decimals(step, prefix);
  }

  /** {@code value} for a reader. */
  String write(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal shown =
        value.scaleByPowerOfTen(-3 * thousands).setScale(decimals, RoundingMode.HALF_EVEN);
    return String.format(Locale.ROOT, "%,." + decimals + "f", shown).replace('-', '\u2212')
        + prefix();
  }

  private String prefix() {
    if (thousands == 0) {
      return "";
    }
    String prefixes = thousands > 0 ? LARGE : SMALL;
    int index = Math.abs(thousands) - 1;
    return index < prefixes.length()
        ? prefixes.substring(index, index + 1)
        : "e" + Integer.toString(3 * thousands).replace('-', '\u2212');
  }

  private static int decimals(BigDecimal step, int thousands) {
    return Math.max(0, step.scale() + 3 * thousands);
  }

  private static int exponent(BigDecimal value) {
    return value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
  }
}
