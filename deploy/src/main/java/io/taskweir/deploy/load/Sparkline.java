package io.taskweir.deploy.load;

import java.util.Arrays;

/** Numbers as a line of small columns, the highest of them as high as a column can be. */
final class Sparkline {

  private static final String BLOCKS = " ▁▂▃▄▅▆▇█";
  private static final String ASCII = " .:-=+*#@";

  private Sparkline() {}

  static String of(double[] values, boolean boxes) {
    String levels = boxes ? BLOCKS : ASCII;
    double highest = Arrays.stream(values).max().orElse(0);
    var line = new StringBuilder();
    for (double value : values) {
      // Anything at all shows.
      int level = value <= 0 ? 0 : (int) Math.ceil(value / highest * (levels.length() - 1));
      line.append(levels.charAt(level));
    }
    return line.toString();
  }
}
