package io.taskweir.bench;

import io.taskweir.bench.Contestant.Tuning;
import io.taskweir.bench.Race.Pair;
import io.taskweir.bench.sensors.Consolidate;
import io.taskweir.bench.sensors.Floor;
import io.taskweir.bench.sensors.Readings;
import io.taskweir.bench.sensors.SqlTumble;
import io.taskweir.bench.sensors.StreamsHours;
import io.taskweir.bench.sensors.WindowJob;
import java.util.List;
import java.util.Map;

/** Windows of an hour over many sensors. */
final class SensorsRace {

  private static final String OURS = "consolidation";
  private static final String SQL = "SQL TUMBLE";
  private static final String BATCHED = "SQL TUMBLE, mini-batch";
  private static final String HAND = "Flink's windows by hand";

  private static final String STREAMS = "Kafka Streams";
  private static final String FLOOR = "floor: a plain loop";

  private static final Map<String, String> MINI_BATCH =
      Map.of(
          "sql.table.exec.mini-batch.enabled", "true",
          "sql.table.exec.mini-batch.allow-latency", "1 s",
          "sql.table.exec.mini-batch.size", "5000");

  private static final List<Tuning> BATCHES =
      List.of(
          new Tuning("1 s, 5,000 rows", Map.of()),
          new Tuning(
              "5 s, 50,000 rows",
              Map.of(
                  "sql.table.exec.mini-batch.allow-latency", "5 s",
                  "sql.table.exec.mini-batch.size", "50000")),
          new Tuning(
              "1 s, 5,000 rows, one phase",
              Map.of("sql.table.optimizer.agg-phase-strategy", "ONE_PHASE")));

  private static final List<Tuning> CACHES =
      List.of(
          new Tuning("cache of 10 MB", Map.of()),
          new Tuning("cache of 256 MB", Map.of("streams.statestore.cache.max.bytes", "268435456")),
          new Tuning(
              "cache of 256 MB, larger fetches and batches",
              Map.of(
                  "streams.statestore.cache.max.bytes", "268435456",
                  "streams.producer.batch.size", "262144",
                  "streams.max.poll.records", "10000",
                  "streams.buffered.records.per.partition", "10000")));

  private SensorsRace() {}

  static Race race() {
    return new Race(
        "sensors",
        "windows of an hour over many sensors, beside Flink SQL and Flink's windows by hand",
        24_000_000,
        10_000,
        Readings::value,
        List.of(
            // The fastest first, so that too few records end the race at once.
            Contestant.of(FLOOR, Floor.class, Map.of()),
            Contestant.of(OURS, Consolidate.class, Map.of()),
            Contestant.of(SQL, SqlTumble.class, Map.of()).tuned(Tuning.ROCKSDB),
            Contestant.of(BATCHED, SqlTumble.class, MINI_BATCH).tuned(BATCHES),
            Contestant.of(HAND, WindowJob.class, Map.of()).tuned(Tuning.ROCKSDB),
            Contestant.of(STREAMS, StreamsHours.class, Map.of())
                .tuned(CACHES)
                .behind("rocksdbjni.jar")),
        List.of(
            new Pair(OURS, BATCHED, 1.0, 1.5),
            new Pair(OURS, SQL, 1.0, 1.5),
            new Pair(OURS, STREAMS, 3.0, 6.0),
            new Pair(OURS, HAND, null, null),
            new Pair(OURS, FLOOR, null, null)));
  }
}
