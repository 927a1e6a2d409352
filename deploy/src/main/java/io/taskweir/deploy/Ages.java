package io.taskweir.deploy;

import java.time.Duration;

/** How long ago something was, in one unit, as a person says it. */
public final class Ages {

  private Ages() {}

  /** Such as {@code 12 s}, {@code 3 h} or {@code 4 d}; from two of a unit on in that unit. */
  public static String of(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7_200) {
      return seconds / 60 + " min";
    }
    return seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
  }
}
