package io.taskweir.state.layout;

import java.time.Duration;
import java.util.List;

/**
 * A unit of lifetimes in a layout's text, which has the largest that divides one.
 *
 * @param label its name
 * @param millis its length in milliseconds
 */
record LifetimeUnit(String label, long millis) {

  static final List<LifetimeUnit> LARGEST_FIRST =
      List.of(
          new LifetimeUnit("d", 86_400_000),
          new LifetimeUnit("h", 3_600_000),
          new LifetimeUnit("min", 60_000),
          new LifetimeUnit("s", 1_000),
          new LifetimeUnit("ms", 1));

  static Duration of(long number, String label) {
    return LARGEST_FIRST.stream()
        .filter(unit -> unit.label().equals(label))
        .findFirst()
        .map(unit -> Duration.ofMillis(Math.multiplyExact(number, unit.millis())))
        .orElseThrow(
            () -> new IllegalArgumentException("expected d, h, min, s or ms, got " + label));
  }
}
