package io.taskweir.deploy.upgrade;

import java.time.Duration;

/** Lifetimes for people, in the largest unit that divides them. */
final class Lifetimes {

  private Lifetimes() {}

  static String text(Duration lifetime) {
    long millis = lifetime.toMillis();
    if (millis % 86_400_000 == 0) {
      return millis / 86_400_000 + " d";
    }
    if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + " h";
    }
    if (millis % 60_000 == 0) {
      return millis / 60_000 + " min";
    }
    return millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms";
  }
}
