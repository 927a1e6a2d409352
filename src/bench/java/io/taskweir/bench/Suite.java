package io.taskweir.bench;

import io.taskweir.bench.Contestant.Tuning;
import io.taskweir.bench.Race.Pair;
import io.taskweir.bench.stage.ByHand;
import io.taskweir.bench.stage.OneStage;
import io.taskweir.bench.stage.Orders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All races. */
final class Suite {

  /** Topics that a contestant may write to besides its answer. */
  static final List<String> SIDES = List.of("dead-letters", "audit");

  /** What may make RocksDB faster for many small entries. */
  static final List<Tuning> ROCKSDB =
      List.of(
          Tuning.DEFAULTS,
          new Tuning(
              "Bloom filters, partitioned indexes",
              Map.of(
                  "flink.state.backend.rocksdb.use-bloom-filter", "true",
                  "flink.state.backend.rocksdb.memory.partitioned-index-filters", "true")),
          new Tuning(
              "FLASH_SSD_OPTIMIZED",
              Map.of("flink.state.backend.rocksdb.predefined-options", "FLASH_SSD_OPTIMIZED")));

  static final List<Race> RACES =
      Stream.concat(Stream.of(stage()), DedupRaces.all().stream()).toList();

  private Suite() {}

  static Optional<Race> named(String name) {
    return RACES.stream().filter(race -> race.name().equals(name)).findFirst();
  }

  private static Race stage() {
    var contestants = new ArrayList<Contestant>();
    var pairs = new ArrayList<Pair>();
    for (String audit : List.of("ALL", "FAILURES", "NONE")) {
      String ours = "stage, audit " + audit;
      String other = "by hand, audit " + audit;
      contestants.add(Contestant.of(ours, OneStage.class, Map.of("audit", audit)));
      contestants.add(Contestant.of(other, ByHand.class, Map.of("audit", audit)).tuned(ROCKSDB));
      pairs.add(new Pair(ours, other, 0.95, 1.0));
    }
    String once = "stage, one attempt";
    contestants.add(
        Contestant.of(once, OneStage.class, Map.of("audit", "FAILURES", "attempts", "1")));
    pairs.add(new Pair("stage, audit FAILURES", once, null, null));
    return new Race(
        "stage",
        "a stage with everything on and a trivial task, beside a KeyedProcessFunction by hand",
        12_000_000,
        50_000_000,
        Orders::value,
        contestants,
        pairs);
  }
}
