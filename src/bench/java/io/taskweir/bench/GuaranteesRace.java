package io.taskweir.bench;

import io.taskweir.bench.Race.Pair;
import io.taskweir.bench.stage.OneStage;
import io.taskweir.bench.stage.Orders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What exactly once costs a stage, and what RocksDB does: each beside the cheaper choice. */
final class GuaranteesRace {

  private static final String OURS = "exactly-once, rocksdb";
  private static final String WEAKER = "at-least-once, rocksdb";
  private static final String HEAP = "exactly-once, heap";

  private GuaranteesRace() {}

  static Race race() {
    return new Race(
        "guarantees",
        "a stage exactly once in RocksDB, beside at least once, and beside state on the heap",
        10_000_000,
        1_000_000,
        Orders::value,
        List.of(
            stage(OURS, Map.of()),
            // Both ends of it: a sink without transactions, and barriers that wait for nobody.
            stage(
                WEAKER,
                Map.of(
                    "guarantee", "at-least-once",
                    "flink.execution.checkpointing.mode", "AT_LEAST_ONCE")),
            stage(HEAP, Map.of("state", "hashmap"))),
        List.of(new Pair(OURS, WEAKER, 0.9, 0.97), new Pair(OURS, HEAP, 0.5, 0.8)));
  }

  private static Contestant stage(String name, Map<String, String> more) {
    var terms = new HashMap<>(more);
    terms.put("audit", "FAILURES");
    return Contestant.of(name, OneStage.class, Map.copyOf(terms));
  }
}
