package io.taskweir.engine;

import io.taskweir.engine.Manifest.Child;
import io.taskweir.engine.internal.GatherSpec;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.annotation.Nullable;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * One random schedule of a join, given to it and to its model alike: manifests and outcomes of a
 * few runs in any order and with repeats, time, snapshots, crashes and the end.
 */
final class GatherSchedule implements Seeds.Schedule {

  private static final int RUNS = 5;

  private final Random random;
  @Nullable private final StateBackend backend;
  private final Transcript said = new Transcript();
  private final Transcript expected = new Transcript();
  private final List<String> steps = new ArrayList<>();
  private final List<Object> log = new ArrayList<>();
  private final List<Object> unsent = new ArrayList<>();
  private GatherHarness join;
  private GatherModel model = new GatherModel(expected);
  private Kept kept = new Kept(null, model.copy(), 0, 0);
  private int position;
  private int heard;

  /** What the last snapshot kept. */
  private record Kept(
      @Nullable Subtasks.Snapshot join, GatherModel model, int position, int said) {}

  GatherSchedule(long seed, @Nullable StateBackend backend) {
    random = new Random(seed);
    this.backend = backend;
    for (int run = 0; run < RUNS; run++) {
      drawRun("run-" + run);
    }
  }

  /** Runs it; throws on the first difference. */
  @Override
  public void run() throws Exception {
    int held = random.nextInt(3) == 0 ? 1 + random.nextInt(6) : GatherSpec.HELD;
    try (GatherHarness started = GatherHarness.holding(held, backend)) {
      join = started;
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

  private void drawRun(String run) {
    Child[] children = new Child[random.nextInt(5)];
    for (int i = 0; i < children.length; i++) {
      String output = List.of("texts", "links", "links", "notes").get(random.nextInt(4));
      children[i] = GatherHarness.child(run, output, "child-" + i);
      if (GatherHarness.ANSWERS.containsKey(output) && random.nextInt(6) > 0) {
        unsent.add(
            random.nextInt(4) == 0 ? drawFanOut(run, children[i]) : drawOutcome(run, children[i]));
      }
    }
    unsent.add(GatherHarness.manifest(run, children));
  }

  /** A child with children, some of which end too, before it or after it. */
  private Task<Outcome<String>> drawFanOut(String run, Child parent) {
    Child[] children = new Child[1 + random.nextInt(3)];
    for (int i = 0; i < children.length; i++) {
      String output = List.of("links", "links", "notes").get(random.nextInt(3));
      children[i] = GatherHarness.child(run, output, parent.id() + i);
      if (GatherHarness.ANSWERS.containsKey(output) && random.nextInt(6) > 0) {
        unsent.add(drawOutcome(run, children[i]));
      }
    }
    return GatherHarness.fannedOut(run, parent, children);
  }

  private Task<Outcome<String>> drawOutcome(String run, Child child) {
    return switch (random.nextInt(6)) {
      case 0 -> GatherHarness.ended(run, child, "EXHAUSTED");
      case 1 -> GatherHarness.ended(run, child, Outcome.SUPPRESSED);
      case 2 -> GatherHarness.found(run, child, "one of " + run, "two of " + run);
      case 3 -> GatherHarness.found(run, child);
      default -> GatherHarness.found(run, child, "found in " + run);
    };
  }

  private void step() throws Exception {
    int dice = random.nextInt(100);
    if (dice < 60) {
      arrive();
    } else if (dice < 78) {
      clock(nextTime());
    } else if (dice < 92) {
      snapshot();
    } else {
      crash();
    }
  }

  private void arrive() throws Exception {
    if (position == log.size()) {
      log.add(draw());
    }
    deliver(log.get(position));
    position++;
    compare();
  }

  private Object draw() {
    boolean repeat = !log.isEmpty() && (unsent.isEmpty() || random.nextInt(5) == 0);
    return repeat
        ? log.get(random.nextInt(log.size()))
        : unsent.remove(random.nextInt(unsent.size()));
  }

  @SuppressWarnings("unchecked")
  private void deliver(Object arrival) throws Exception {
    Task<?> task = (Task<?>) arrival;
    steps.add("arrive " + task);
    if (task.payload() instanceof Manifest) {
      join.announce((Task<Manifest<String>>) task);
      model.announce((Task<Manifest<String>>) task);
    } else {
      join.end((Task<Outcome<String>>) task);
      model.end((Task<Outcome<String>>) task);
    }
  }

  private void clock(long time) throws Exception {
    steps.add("clock " + time);
    join.clock(time);
    model.clock(time);
    compare();
  }

  private void snapshot() throws Exception {
    steps.add("snapshot");
    requireEqual("runs that gather", model.runsThatGather(), join.runsThatGather());
    kept = new Kept(join.subtasks.snapshot(), model.copy(), position, said.length());
  }

  private void crash() throws Exception {
    said.takeBackTo(kept.said());
    expected.takeBackTo(kept.said());
    model = kept.model().copy();
    position = kept.position();
    int outage =
        switch (random.nextInt(3)) {
          case 0 -> 0;
          case 1 -> random.nextInt((int) GatherHarness.TOMBSTONE.toMillis() * 2);
          default -> random.nextInt((int) GatherHarness.TIMEOUT.toMillis());
        };
    long time = join.subtasks.now() + outage;
    int parallelism = new int[] {1, 1, 2, 3}[random.nextInt(4)];
    steps.add("crash, start " + parallelism + " subtasks at " + time);
    join.subtasks.start(parallelism, time, kept.join());
    model.outage(time);
    compare();
  }

  private void finish() throws Exception {
    while (position < log.size() || random.nextInt(4) > 0) {
      arrive();
    }
    boolean settle = random.nextBoolean();
    while (settle && model.nextDue() != Long.MAX_VALUE) {
      clock(Math.max(join.subtasks.now(), model.nextDue()));
    }
    steps.add("end");
    join.watermarks(Long.MAX_VALUE, Long.MAX_VALUE);
    join.endInput(1);
    arrive();
    join.endInput(2);
    model.endInputs();
    compare();
    requireEqual("timers", 0, join.subtasks.timers());
    requireEqual("runs that gather", 0, join.runsThatGather());
    Object last = join.said().get(join.said().size() - 1);
    requireEqual("watermarks", join.subtasks.all().size(), join.watermarks().size());
    if (!Watermark.MAX_WATERMARK.equals(last)) {
      throw new AssertionError("after the last watermark came " + last);
    }
  }

  private void compare() {
    for (; heard < join.said().size(); heard++) {
      if (join.said().get(heard) instanceof Task<?> gathered) {
        said.child("", gathered);
      } else if (join.said().get(heard) instanceof AuditEvent event) {
        said.event(event.event(), event.task(), null, event.reason(), event.attempt());
      }
    }
    said.compareWith(expected);
    requireEqual("account of late", model.late(), join.late());
  }

  private static void requireEqual(String what, long expected, long actual) {
    if (expected != actual) {
      throw new AssertionError(what + ": expected " + expected + ", got " + actual);
    }
  }

  /** A time that matters: just before or at a timeout or an expiry, or some way off. */
  private long nextTime() {
    long now = join.subtasks.now();
    long time =
        switch (random.nextInt(6)) {
          case 0 -> model.nextDue() - 1;
          case 1 -> model.nextDue();
          case 2 -> model.nextExpiry() - 1;
          case 3 -> model.nextExpiry();
          default -> now + random.nextInt((int) GatherHarness.TIMEOUT.toMillis() / 2);
        };
    return time < now || time >= Long.MAX_VALUE - 1 ? now + random.nextInt(3_000) : time;
  }
}
