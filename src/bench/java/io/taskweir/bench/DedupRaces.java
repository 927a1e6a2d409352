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

/** The first of each key, at three shares of repeats. */
final class DedupRaces {

  private static final long KEYS = 5_000_000;

  private static final String OURS = "stage, once";
  private static final String HAND = "by hand";
  private static final String SQL = "SQL, keep first";

  private static final List<Tuning> TABLES =
      List.of(
          new Tuning("Bloom filters, partitioned indexes", Map.of()),
          new Tuning(
              "mini-batch",
              Map.of(
                  "sql.table.exec.mini-batch.enabled", "true",
                  "sql.table.exec.mini-batch.allow-latency", "1 s",
                  "sql.table.exec.mini-batch.size", "5000")),
          new Tuning(
              "FLASH_SSD_OPTIMIZED",
              Map.of("flink.state.backend.rocksdb.predefined-options", "FLASH_SSD_OPTIMIZED")));

  private DedupRaces() {}

  static List<Race> all() {
    return Stream.of(30, 70, 95).map(DedupRaces::race).toList();
  }

  private static Race race(int percent) {
    var repeats = new Repeats(percent);
    return new Race(
        "dedup-" + percent,
        "the first of each key where " + percent + "% are repeats, beside Flink SQL and by hand",
        repeats.records(KEYS),
        KEYS,
        repeats,
        List.of(
            Contestant.of(OURS, StageFirst.class, Map.of()),
            Contestant.of(HAND, HandFirst.class, Map.of()).tuned(Tuning.ROCKSDB),
            Contestant.of(SQL, SqlFirst.class, Map.of()).tuned(TABLES)),
        List.of(new Pair(OURS, SQL, 1.3, 2.0), new Pair(OURS, HAND, 0.95, 1.0)));
  }
}
