package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.Readings.Reading;
import io.taskweir.engine.Readings.Total;
import io.taskweir.engine.internal.Bundling;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.annotation.Nullable;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * One random schedule of a consolidation, given to it and to its model alike: items of a few keys
 * in and out of order, watermarks ahead and behind, time, snapshots, crashes and the end.
 */
final class ConsolidationSchedule implements Seeds.Schedule {

  private static final String[][] PLACES = {
    {"Europe/Berlin", "2024-03-31T01:00:00Z"},
    {"Europe/Berlin", "2024-10-27T01:00:00Z"},
    {"Europe/Berlin", "1969-12-31T23:00:00Z"},
    {"Australia/Sydney", "2024-04-06T16:00:00Z"},
    {"Australia/Sydney", "2024-10-05T16:00:00Z"},
    {"Australia/Lord_Howe", "2024-04-06T15:00:00Z"},
    {"Asia/Kolkata", "2024-02-29T18:30:00Z"},
    {"America/Sao_Paulo", "2018-11-04T03:00:00Z"},
    {"America/St_Johns", "2006-10-29T02:30:00Z"},
    {"Pacific/Apia", "2011-12-30T10:00:00Z"},
    {"UTC", "2024-12-31T23:59:59Z"}
  };
  private static final List<String> LENGTHS =
      List.of(
          "15m,1h,1d", "1h", "1h,1d,1mo", "6h,12h,1d,1w", "1d,1w", "1mo,1y", "30m,1h,6h,1d,1mo,1y");

  private final Random random;
  private final List<WindowLength> lengths;
  private final ZoneId zone;
  private final long lateness;
  private final Bundling bundling;
  @Nullable private final StateBackend backend;
  private final Map<String, Long> cursors = new HashMap<>();
  private final List<Task<Reading>> log = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();
  private final Map<String, Total> latest = new HashMap<>();
  private final long middle;
  private ConsolidationHarness<Reading, Total> stage;
  private ConsolidationModel model;
  private Kept kept;
  private long watermark = Long.MIN_VALUE;
  private int position;
  private int heard;

  /** What the last snapshot kept. */
  private record Kept(@Nullable Subtasks.Snapshot stage, int position, int said) {}

  ConsolidationSchedule(long seed, @Nullable StateBackend backend) {
    random = new Random(seed);
    this.backend = backend;
    String[] place = PLACES[random.nextInt(PLACES.length)];
    zone = ZoneId.of(place[0]);
    middle = Instant.parse(place[1]).toEpochMilli();
    lengths = WindowLength.parseAll(LENGTHS.get(random.nextInt(LENGTHS.size())));
    lateness = random.nextInt(4) == 0 ? 0 : random.nextLong(3 * finest());
    bundling =
        switch (random.nextInt(4)) {
          case 0 -> Bundling.DEFAULT;
          case 1 -> new Bundling(1, 1_000, 64);
          default -> new Bundling(1 + random.nextInt(6), 1_000, random.nextInt(4));
        };
    steps.add(lengths + " in " + zone + ", lateness " + lateness + ", " + bundling);
  }

  /** Runs it; throws on the first difference. */
  @Override
  public void run() throws Exception {
    ConsolidationStage<Reading, ?, Total> wired =
        Workflow.named("readings")
            .consolidate("roll-up", new Readings())
            .keyBy(Reading::key)
            .every(lengths)
            .zone(zone)
            .lateness(Duration.ofMillis(lateness))
            .keep(Duration.ofDays(2_000));
    try (var started = ConsolidationHarness.of(wired, Reading.class, bundling, backend)) {
      stage = started;
      model = model();
      kept = new Kept(null, 0, 0);
      for (int left = 20 + random.nextInt(60); left > 0; left--) {
        step();
      }
      finish();
    }
  }

  /** What has been done so far, one step a line. */
  @Override
  public String describe() {
    return String.join("\n  ", steps);
  }

  private void step() throws Exception {
    int dice = random.nextInt(100);
    if (dice < 72) {
      arrive();
    } else if (dice < 82) {
      watermark();
    } else if (dice < 88) {
      long time = stage.subtasks.now() + random.nextInt(1_500);
      steps.add("clock " + time);
      stage.clock(time);
      compare();
    } else if (dice < 96) {
      steps.add("snapshot");
      kept = new Kept(stage.subtasks.snapshot(), position, stage.said().size());
      compare();
      requireAllIsSaid(watermark);
    } else {
      crash();
    }
  }

  private void arrive() throws Exception {
    if (position == log.size()) {
      log.add(draw());
    }
    Task<Reading> task = log.get(position);
    position++;
    steps.add("arrive " + task.id() + " " + task.tenant() + " " + task.payload());
    model.arrive(task);
    stage.send(task);
    compare();
  }

  /** A new item, mostly a little on; or as late as may just be, or far ahead; or a repeat. */
  private Task<Reading> draw() {
    if (!log.isEmpty() && random.nextInt(12) == 0) {
      return log.get(random.nextInt(log.size()));
    }
    String tenant = random.nextInt(5) == 0 ? "blue" : Task.DEFAULT_TENANT;
    String key = "key-" + random.nextInt(3);
    long cursor =
        cursors.getOrDefault(
            tenant + key, middle - random.nextLong(Duration.ofHours(30).toMillis()));
    int dice = random.nextInt(20);
    long step =
        dice == 0 ? random.nextLong(40 * finest()) : dice < 12 ? random.nextLong(finest()) : 0;
    cursors.put(tenant + key, cursor + step);
    long back = random.nextInt(3) == 0 ? random.nextLong(lateness + 2 * finest()) : 0;
    long edge = random.nextInt(6) == 0 ? (cursor + step - back) % 900_000 : 0;
    Reading reading = new Reading(key, cursor + step - back - edge, random.nextInt(1_000) - 500);
    return StageHarness.task(tenant, "item-" + log.size(), reading);
  }

  private void watermark() throws Exception {
    long around = cursors.values().stream().mapToLong(one -> one).max().orElse(middle);
    long mark = around + random.nextLong(4 * finest()) - 3 * finest();
    watermark = Math.max(watermark, mark);
    steps.add("watermark " + watermark);
    stage.watermark(watermark);
    compare();
  }

  private void crash() throws Exception {
    position = kept.position();
    heard = kept.said();
    stage.said().subList(kept.said(), stage.said().size()).clear();
    latest.clear();
    stage.results().forEach(total -> latest.put(total.id(), total));
    model = model();
    log.subList(0, position).forEach(model::arrive);
    watermark = Long.MIN_VALUE;
    int parallelism = new int[] {1, 1, 2, 3}[random.nextInt(4)];
    long time = stage.subtasks.now() + random.nextInt(10_000);
    steps.add("crash, start " + parallelism + " subtasks at " + time + ", item " + position);
    stage.subtasks.start(parallelism, time, kept.stage());
  }

  private void finish() throws Exception {
    while (position < log.size()) {
      arrive();
    }
    steps.add("end");
    watermark = Long.MAX_VALUE;
    stage.end();
    compare();
    requireAllIsSaid(Long.MAX_VALUE);
    for (WindowLength length : lengths) {
      assertThat(
              latest.values().stream()
                  .filter(total -> total.every().equals(length.text()))
                  .mapToLong(Total::count)
                  .sum())
          .as("items at %s", length)
          .isEqualTo(model.accepted());
    }
    assertThat(stage.timers()).as("timers").isZero();
    assertThat(stage.subtasks.keysIn("delta")).as("keys with something unsaid").isZero();
    assertThat(stage.account("started")).isEqualTo(log.size());
    assertThat(stage.account("succeeded")).isEqualTo(model.accepted());
    assertThat(stage.account("dead")).isEqualTo(model.late().size());
    assertThat(stage.said().get(stage.said().size() - 1)).isEqualTo(Watermark.MAX_WATERMARK);
  }

  /** What is late is late at once; a window fires when it may, and each time with more in it. */
  private void compare() {
    assertThat(stage.deadLetters()).extracting(DeadLetter::id).isEqualTo(model.late());
    if (heard == stage.said().size()) {
      return;
    }
    Map<String, Total> due = model.due(watermark);
    for (; heard < stage.said().size(); heard++) {
      if (stage.said().get(heard) instanceof Task<?> task) {
        Total total = (Total) task.payload();
        Total before = latest.put(total.id(), total);
        assertThat(total.version()).isEqualTo(before == null ? 1 : before.version() + 1);
        assertThat(total.count()).isGreaterThan(before == null ? 0 : before.count());
        assertThat(due).as("%s is due", total).containsKey(total.id());
      }
    }
  }

  /** After a flush: what is due has been said, and nothing else has. */
  private void requireAllIsSaid(long mark) {
    Map<String, Total> expected = model.due(mark);
    assertThat(latest.keySet()).as("windows").containsAll(expected.keySet());
    for (Map.Entry<String, Total> entry : latest.entrySet()) {
      Total total = expected.get(entry.getKey());
      if (total == null) {
        // It fired by a watermark that a crash has taken back.
        continue;
      }
      assertThat(withoutVersion(entry.getValue())).isEqualTo(total);
    }
  }

  private static Total withoutVersion(Total total) {
    return new Total(
        total.id(),
        total.tenant(),
        1,
        total.every(),
        total.start(),
        total.end(),
        total.count(),
        total.sum(),
        total.min(),
        total.max());
  }

  private ConsolidationModel model() {
    return new ConsolidationModel(lengths, zone, lateness);
  }

  private long finest() {
    return lengths.get(0).longestMillis();
  }
}
