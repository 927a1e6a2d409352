package io.taskweir.engine;

import static io.taskweir.engine.CollectHarness.BERLIN;
import static io.taskweir.engine.CollectHarness.berlin;

import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.engine.Words.Line;
import io.taskweir.state.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * One random trigger and one random schedule, given to it and to its model alike: items of a few
 * keys, time, snapshots, crashes with outages, and the end. It begins shortly before the clocks are
 * changed in Berlin.
 */
final class CollectSchedule implements Seeds.Schedule {

  private static final int KEYS = 4;
  private static final long MINUTE = 60_000;

  private static final Map<Integer, Trigger> PLAIN =
      Map.of(7, at("*/7 * * * *"), 20, at("*/20 * * * *"), 60, at("0 * * * *"));

  /** Made once: to compare a jitter with all cron times takes longer than a whole schedule. */
  private static final Map<Integer, Trigger> SPREAD =
      Map.of(7, spread(PLAIN.get(7)), 20, spread(PLAIN.get(20)), 60, spread(PLAIN.get(60)));

  private final Random random;
  @Nullable private final StateBackend backend;
  private final int everyMinutes;
  private final Trigger trigger;
  private final Transcript said = new Transcript();
  private final Transcript expected = new Transcript();
  private final List<Task<Batch<Line>>> batches = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();
  private final List<Task<Line>> log = new ArrayList<>();
  private CollectHarness report;
  private CollectModel model;
  private Kept kept;
  private int position;
  private int heard;

  /** What the last snapshot kept. */
  private record Kept(
      @Nullable Subtasks.Snapshot report, CollectModel model, int position, int said) {}

  CollectSchedule(long seed, @Nullable StateBackend backend) {
    random = new Random(seed);
    this.backend = backend;
    everyMinutes = new int[] {0, 7, 20, 60}[random.nextInt(4)];
    trigger = drawTrigger();
  }

  private static Trigger at(String cron) {
    return Trigger.at(cron, BERLIN);
  }

  private static Trigger spread(Trigger trigger) {
    return trigger.jitter(Duration.ofSeconds(59));
  }

  private Trigger drawTrigger() {
    int items = 2 + random.nextInt(5);
    Trigger drawn;
    if (everyMinutes == 0) {
      drawn = Trigger.after(items);
    } else {
      drawn = (random.nextBoolean() ? SPREAD : PLAIN).get(everyMinutes).orAfter(items);
      drawn = random.nextBoolean() ? drawn.evenIfEmpty() : drawn;
    }
    if (random.nextBoolean()) {
      drawn = drawn.orAfter(Duration.ofMinutes(1 + random.nextInt(40)));
    }
    return drawn
        .missed(List.of(Missed.values()).get(random.nextInt(3)))
        .idleAfter(Duration.ofMinutes(30 + random.nextInt(90)));
  }

  /** Runs it; throws on the first difference. */
  @Override
  public void run() throws Exception {
    String start = random.nextBoolean() ? "2025-03-30T00:50" : "2025-10-26T01:10";
    long now = berlin(start) + random.nextInt((int) MINUTE);
    try (CollectHarness started = new CollectHarness(trigger, AuditLevel.NONE, backend, now)) {
      report = started;
      model = new CollectModel(expected, trigger, everyMinutes, now);
      kept = new Kept(null, model.copy(), 0, 0);
      for (int left = 15 + random.nextInt(45); left > 0; left--) {
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
    if (dice < 55) {
      arrive();
    } else if (dice < 80) {
      clock(nextTime());
    } else if (dice < 92) {
      snapshot();
    } else {
      crash();
    }
  }

  private void arrive() throws Exception {
    if (position == log.size()) {
      log.add(CollectHarness.item("key-" + random.nextInt(KEYS), "item-" + log.size()));
    }
    Task<Line> item = log.get(position);
    steps.add("arrive " + item.payload());
    report.send(item);
    model.send(item.payload());
    position++;
    compare();
  }

  private void clock(long time) throws Exception {
    steps.add("clock " + time);
    report.clock(time);
    model.clock(time);
    compare();
  }

  private void snapshot() throws Exception {
    steps.add("snapshot");
    kept = new Kept(report.subtasks.snapshot(), model.copy(), position, said.length());
  }

  private void crash() throws Exception {
    said.takeBackTo(kept.said());
    expected.takeBackTo(kept.said());
    batches.subList(kept.said(), batches.size()).clear();
    model = kept.model().copy();
    position = kept.position();
    long outage =
        switch (random.nextInt(3)) {
          case 0 -> 0;
          case 1 -> random.nextInt(300) * MINUTE + random.nextInt((int) MINUTE);
          default -> random.nextInt(30) * MINUTE;
        };
    long time = report.subtasks.now() + outage;
    int parallelism = new int[] {1, 1, 2, 3}[random.nextInt(4)];
    steps.add("crash, start " + parallelism + " subtasks at " + time);
    report.subtasks.start(parallelism, time, kept.report());
    model.outage(time);
    if (random.nextInt(4) > 0) {
      clock(time);
    }
  }

  private void finish() throws Exception {
    while (position < log.size() || random.nextInt(4) > 0) {
      arrive();
    }
    steps.add("end");
    report.watermark(Long.MAX_VALUE);
    report.end();
    model.end();
    compare();
    requireEqual("timers", 0, report.subtasks.timers());
    requireEqual("keys", 0, report.keys());
    requireEqual("succeeded", position, report.account("succeeded"));
    requireEqual("watermarks", report.subtasks.all().size(), report.said(Watermark.class).size());
    requireEachItemOnceAndNoGap();
  }

  /** Whatever the model says: each item is in one batch, and the firings of a key are counted. */
  private void requireEachItemOnceAndNoGap() {
    Set<String> items = new HashSet<>();
    Map<Object, Long> numbers = new HashMap<>();
    int fired = 0;
    for (Task<Batch<Line>> task : batches) {
      fired += task.payload().items().size();
      task.payload().items().forEach(item -> items.add(item.text()));
      long number = task.payload().firing();
      long before = numbers.getOrDefault(task.key(), 0L);
      if (number != before + 1 && number != 1) {
        throw new AssertionError("firing " + number + " of a key came after " + before);
      }
      numbers.put(task.key(), number);
    }
    requireEqual("items in batches", log.size(), fired);
    requireEqual("different items in batches", log.size(), items.size());
  }

  @SuppressWarnings("unchecked")
  private void compare() {
    for (; heard < report.said().size(); heard++) {
      if (report.said().get(heard) instanceof Task<?> batch) {
        said.child("", batch);
        batches.add((Task<Batch<Line>>) batch);
      }
    }
    said.compareWith(expected);
  }

  private static void requireEqual(String what, long expected, long actual) {
    if (expected != actual) {
      throw new AssertionError(what + ": expected " + expected + ", got " + actual);
    }
  }

  /** A time that matters: just before or at the next firing, or some way off. */
  private long nextTime() {
    long now = report.subtasks.now();
    long time =
        switch (random.nextInt(5)) {
          case 0 -> model.nextAt() - 1;
          case 1 -> model.nextAt();
          case 2 -> now + random.nextInt(90) * MINUTE;
          default -> now + random.nextInt(15) * MINUTE + random.nextInt((int) MINUTE);
        };
    return time < now || time >= Long.MAX_VALUE - 1 ? now + random.nextInt(3_000) : time;
  }
}
