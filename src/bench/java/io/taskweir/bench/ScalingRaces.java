package io.taskweir.bench;

import io.taskweir.bench.Race.Pair;
import io.taskweir.bench.stage.OneStage;
import io.taskweir.bench.stage.Orders;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A stage on one core and on two, with 1, 10 and 100 times the keys, and what a restore takes. */
final class ScalingRaces {

  private static final long KEYS = 100_000;

  private static final String ONE = "one core";
  private static final String TWO = "two cores";

  private ScalingRaces() {}

  static List<Race> all() {
    return Stream.of(1, 10, 100).map(ScalingRaces::race).toList();
  }

  private static Race race(int times) {
    return new Race(
        "scaling-" + times,
        "a stage on two cores and on one, with %,d keys".formatted(times * KEYS),
        5_000_000,
        times * KEYS,
        Orders::value,
        List.of(stage(TWO, "2"), stage(ONE, "1")),
        List.of(new Pair(TWO, ONE, null, null)));
  }

  private static Contestant stage(String name, String cores) {
    return Contestant.of(
        name,
        OneStage.class,
        Map.of("audit", "FAILURES", "restores", "true", Contestant.CORES, cores));
  }
}
