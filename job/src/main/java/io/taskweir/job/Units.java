package io.taskweir.job;

import java.time.Duration;
import org.apache.flink.configuration.MemorySize;

/** Durations and sizes in the largest unit that divides them, in a form that an option accepts. */
final class Units {

  private static final String[] BINARY = {"bytes", "kb", "mb", "gb"};

  private Units() {}

  static String of(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0 s";
    }
    if (millis % 86_400_000 == 0) {
      return millis / 86_400_000 + " d";
    }
    if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + " h";
    }
    if (millis % 60_000 == 0) {
      return millis / 60_000 + " min";
    }
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }

  /** Sizes are binary as Flink reads them ({@code 1 kb} is 1024 bytes); others stay in bytes. */
  static String of(MemorySize size) {
    long bytes = size.getBytes();
    int unit = 0;
    while (bytes != 0 && bytes % 1024 == 0 && unit < BINARY.length - 1) {
      bytes /= 1024;
      unit++;
    }
    return bytes + " " + BINARY[unit];
  }
}
