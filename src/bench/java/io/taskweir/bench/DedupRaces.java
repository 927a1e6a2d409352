package io.taskweir.bench;

import io.taskweir.bench.Contestant.Tuning;
import io.taskweir.bench.Race.Pair;
import io.taskweir.bench.dedup.HandFirst;
import io.taskweir.bench.dedup.Repeats;
import io.taskweir.bench.dedup.SqlFirst;
import io.taskweir.bench.dedup.StageFirst;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The first of each key, at three shares of repeats. Flink SQL runs without mini-batches: with them
 * the planner takes keep-first for a stream of updates, which an append-only sink refuses.
 */
final class DedupRaces {

  private static final long KEYS = 5_000_000;

  private static final String OURS = "stage, once";
  private static final String HAND = "by hand";
  private static final String SQL = "SQL, keep first";

  private DedupRaces() {}

  static List<Race> all() {
    return Stream.of(30, 70, 95).map(DedupRaces::race).toList();
  }

  private static Race race(int percent) {
    var repeats = new Repeats(percent);
    return new Race(
        "dedup-" + percent,
        "the first of each key where " + percent + "% are repeats, beside Flink SQL and by hand",
        repeats.records(KEYS, KEYS),
        KEYS,
        repeats,
        List.of(
            Contestant.of(OURS, StageFirst.class, Map.of()),
            Contestant.of(HAND, HandFirst.class, Map.of()).tuned(Tuning.ROCKSDB),
            Contestant.of(SQL, SqlFirst.class, Map.of()).tuned(Tuning.ROCKSDB)),
        List.of(new Pair(OURS, SQL, 1.3, 2.0), new Pair(OURS, HAND, 0.95, 1.0)));
  }
}
