package io.taskweir;

import io.taskweir.connectors.blob.FileSystemBlobStore;
import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.connectors.kafka.KafkaFeed;
import io.taskweir.connectors.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Readings for a test of the whole: in order and out of it, late, too late, repeated, contradicted,
 * broken, and of a clock that jumps; and what they add up to, reckoned plainly. A sensor's readings
 * lie in one partition, so what is late does not depend on the run. The same seed gives the same.
 */
final class SensorFeed {

  static final long LATENESS_MILLIS = 10 * 60_000;

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long BEGIN = Instant.parse("2026-02-27T21:00:00Z").toEpochMilli();

  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private final Map<String, TreeMap<Long, Long>> accepted = new TreeMap<>();
  private final Map<String, Long> clocks = new HashMap<>();
  private final Random random;
  private long duplicates;

  /**
   * A reading on its way.
   *
   * @param source what a person calls it
   * @param sensor the record's key
   * @param json the record's value
   */
  record Line(String source, String sensor, String json) {}

  /**
   * What a window adds up to.
   *
   * @param count readings
   * @param sum of their values, which are whole numbers
   * @param min the least
   * @param max the greatest
   */
  record Total(long count, double sum, double min, double max) {

    static Total of(double value) {
      return new Total(1, value, value, value);
    }

    Total and(Total other) {
      return new Total(
          count + other.count, sum + other.sum, Math.min(min, other.min), Math.max(max, other.max));
    }
  }

  private SensorFeed(long seed) {
    random = new Random(seed);
  }

  /** So many steps of time for each of so many sensors, some of which yield no reading or more. */
  static SensorFeed of(long seed, int sensors, int steps) {
    SensorFeed feed = new SensorFeed(seed);
    for (int step = 0; step < steps; step++) {
      for (int sensor = 0; sensor < sensors; sensor++) {
        feed.step("sensor-" + sensor, BEGIN + step * (7 * MINUTE) + sensor * 1_000L);
      }
    }
    return feed;
  }

  /** Sends readings, one a record, by their sensors; equal feeds lie at equal places. */
  static void deliver(List<Line> lines, KafkaClients clients, Path blobs) throws Exception {
    FileSystemBlobStore store = new FileSystemBlobStore(blobs.toString());
    try (KafkaFeed feed = KafkaFeed.connect(clients, Topics.name("sensors", "in"), store)) {
      for (Line line : lines) {
        feed.send(line.source(), line.sensor(), line.json().getBytes(StandardCharsets.UTF_8));
      }
      feed.finish();
    }
  }

  List<Line> lines() {
    return List.copyOf(lines);
  }

  long duplicates() {
    return duplicates;
  }

  long acceptedReadings() {
    return accepted.values().stream().mapToLong(Map::size).sum();
  }

  /** Dead letters to come, by reason. */
  Map<String, Long> reasons() {
    return new TreeMap<>(reasons);
  }

  /** What every window must add up to, by {@code sensor every start}. */
  Map<String, Total> totals() {
    Map<String, Total> totals = new TreeMap<>();
    accepted.forEach(
        (sensor, readings) ->
            readings.forEach(
                (time, value) -> {
                  add(totals, sensor, "1m", Math.floorDiv(time, MINUTE) * MINUTE, value);
                  add(totals, sensor, "1h", Math.floorDiv(time, HOUR) * HOUR, value);
                  add(totals, sensor, "1d", Math.floorDiv(time, DAY) * DAY, value);
                }));
    return totals;
  }

  private static void add(
      Map<String, Total> totals, String sensor, String every, long start, double value) {
    String key = sensor + " " + every + " " + Instant.ofEpochMilli(start);
    totals.merge(key, Total.of(value), Total::and);
  }

  private void step(String sensor, long time) {
    switch (random.nextInt(14)) {
      case 0 -> repeat(sensor);
      case 1 -> contradict(sensor);
      case 2 -> read(sensor, time - random.nextInt((int) (9 * MINUTE)), number());
      case 3 -> read(sensor, time - HOUR - random.nextInt((int) HOUR), number());
      case 4 -> refuse(sensor, "VALUE", json(sensor, time, "\"high\""));
      case 5 -> refuse(sensor, "JSON", json(sensor, time, "1") + "}");
      case 6 -> {
        jump(sensor, time);
        read(sensor, time, number());
      }
      default -> read(sensor, time, number());
    }
  }

  private void repeat(String sensor) {
    TreeMap<Long, Long> known = accepted.getOrDefault(sensor, new TreeMap<>());
    if (!known.isEmpty()) {
      send(sensor, json(sensor, known.lastKey(), known.lastEntry().getValue().toString()));
      duplicates++;
    }
  }

  private void contradict(String sensor) {
    TreeMap<Long, Long> known = accepted.getOrDefault(sensor, new TreeMap<>());
    if (!known.isEmpty()) {
      refuse(sensor, "CONFLICT", json(sensor, known.lastKey(), "-999"));
    }
  }

  /** A clock that jumps for one reading, if the sensor is known already. */
  private void jump(String sensor, long time) {
    if (clocks.containsKey(sensor)) {
      refuse(sensor, "CLOCK_JUMP", json(sensor, time + 40 * DAY, "5"));
    }
  }

  private void read(String sensor, long time, long value) {
    long clock = clocks.getOrDefault(sensor, Long.MIN_VALUE);
    long end = Math.floorDiv(time, MINUTE) * MINUTE + MINUTE;
    TreeMap<Long, Long> known = accepted.computeIfAbsent(sensor, unused -> new TreeMap<>());
    if (known.containsKey(time)) {
      return;
    }
    if (clock != Long.MIN_VALUE && end <= clock - LATENESS_MILLIS) {
      refuse(sensor, "LATE", json(sensor, time, Long.toString(value)));
      return;
    }
    clocks.put(sensor, Math.max(clock, time));
    known.put(time, value);
    send(sensor, json(sensor, time, Long.toString(value)));
  }

  private void refuse(String sensor, String reason, String json) {
    reasons.merge(reason, 1L, Long::sum);
    send(sensor, json);
  }

  private void send(String sensor, String json) {
    lines.add(new Line("feed:" + (lines.size() + 1), sensor, json));
  }

  private long number() {
    return random.nextInt(2_000) - 500L;
  }

  private static String json(String sensor, long time, String value) {
    return String.format(
        Locale.ROOT, "{\"sensor\":\"%s\",\"timestamp\":%d,\"value\":%s}", sensor, time, value);
  }
}
