package io.taskweir.engine;

import io.taskweir.engine.Batch.Cause;
import io.taskweir.engine.Words.Line;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * What a trigger promises, told minute by minute: each key is a list of items, and the times of its
 * schedule are minutes of the hour, which in Berlin are the same before and after clocks are
 * changed.
 */
final class CollectModel {

  private static final long NEVER = Long.MAX_VALUE;
  private static final long MINUTE = 60_000;

  private final Transcript transcript;
  private final Trigger trigger;
  private final int everyMinutes;
  private final Map<String, Waiting> keys = new TreeMap<>();
  private final Map<String, Numbered> numbers = new HashMap<>();
  private long opened;
  private long now;

  private record Waiting(
      String key, List<Line> items, long since, long latest, long answered, long firings) {}

  /** How often a key without items has fired, and until when that is known. */
  private record Numbered(long firings, long until) {}

  private record Moment(long at, long due, Cause cause) {}

  /**
   * A model of {@code trigger}, whose schedule is {@code everyMinutes} past the hour; 0 for none.
   */
  CollectModel(Transcript transcript, Trigger trigger, int everyMinutes, long now) {
    this.transcript = transcript;
    this.trigger = trigger;
    this.everyMinutes = everyMinutes;
    this.now = now;
    opened = now;
  }

  /** What a snapshot keeps. */
  CollectModel copy() {
    CollectModel copy = new CollectModel(transcript, trigger, everyMinutes, now);
    copy.keys.putAll(keys);
    copy.numbers.putAll(numbers);
    copy.opened = opened;
    return copy;
  }

  void send(Line item) {
    Waiting before = keys.getOrDefault(item.key(), begun(item.key()));
    List<Line> items = new ArrayList<>(before.items());
    items.add(item);
    long since = before.items().isEmpty() ? now : before.since();
    Waiting after = new Waiting(item.key(), items, since, now, before.answered(), before.firings());
    keys.put(item.key(), after);
    if (items.size() >= trigger.count()) {
      fire(after, List.of(new Moment(now, now, Cause.COUNT)), after.answered());
    }
  }

  /** Time passes; what is due fires. */
  void clock(long time) {
    now = time;
    for (String key : new ArrayList<>(keys.keySet())) {
      while (keys.containsKey(key) && next(keys.get(key)).at() <= now) {
        come(keys.get(key));
      }
    }
  }

  /** Time passes while the job is down. */
  void outage(long time) {
    now = time;
    opened = time;
  }

  void end() {
    for (Waiting key : new ArrayList<>(keys.values())) {
      if (!key.items().isEmpty()) {
        fire(key, List.of(new Moment(now, now, Cause.END)), key.answered());
      }
    }
  }

  long nextAt() {
    return keys.values().stream().mapToLong(key -> next(key).at()).min().orElse(NEVER);
  }

  long items() {
    return keys.values().stream().mapToLong(key -> key.items().size()).sum();
  }

  private Waiting begun(String key) {
    Numbered number = numbers.get(key);
    long firings = number == null || number.until() <= now ? 0 : number.firings();
    return new Waiting(key, List.of(), now, now, now, firings);
  }

  private void come(Waiting key) {
    Moment next = next(key);
    if (next.cause() == null) {
      forget(key);
    } else if (next.at() < opened) {
      makeUp(key);
    } else {
      long answered = next.cause() == Cause.SCHEDULE ? next.due() : key.answered();
      fire(key, List.of(next), answered);
    }
  }

  private Moment next(Waiting key) {
    List<Moment> all = new ArrayList<>();
    if (!key.items().isEmpty() || trigger.firesEmpty()) {
      long due = cronAfter(key.answered());
      all.add(new Moment(due == NEVER ? NEVER : due + jitter(key), due, Cause.SCHEDULE));
    }
    if (key.items().isEmpty()) {
      all.add(0, new Moment(idleAt(key), 0, null));
    } else {
      all.add(new Moment(waitEnd(key), waitEnd(key), Cause.WAIT));
    }
    Moment first = all.get(0);
    for (Moment moment : all) {
      first = moment.at() < first.at() ? moment : first;
    }
    return first;
  }

  /** What is owed for the time before the job came up: nothing, the latest, or all. */
  private void makeUp(Waiting key) {
    List<Moment> owed = new ArrayList<>();
    long answered = key.answered();
    boolean waitPassed = waitEnd(key) < opened;
    boolean waitListed = !waitPassed;
    long passed = opened - jitter(key);
    for (long due = cronAfter(answered); due < passed; due = cronAfter(due)) {
      answered = due;
      if (!waitListed && waitEnd(key) < due + jitter(key)) {
        owed.add(new Moment(0, waitEnd(key), Cause.WAIT));
        waitListed = true;
      }
      if (!key.items().isEmpty() || due + jitter(key) < idleAt(key)) {
        owed.add(new Moment(0, due, Cause.SCHEDULE));
      }
    }
    if (!waitListed) {
      owed.add(new Moment(0, waitEnd(key), Cause.WAIT));
    }
    choose(key, owed, answered, waitPassed);
  }

  private void choose(Waiting key, List<Moment> owed, long answered, boolean waitPassed) {
    List<Moment> chosen = new ArrayList<>();
    for (Moment moment : owed) {
      boolean later = chosen.isEmpty() || moment.due() > chosen.get(0).due();
      switch (trigger.missed()) {
        case SKIP -> {}
        case ONE -> {
          boolean sameButSchedule =
              !later && moment.due() == chosen.get(0).due() && moment.cause() == Cause.SCHEDULE;
          if (later || sameButSchedule) {
            chosen = new ArrayList<>(List.of(moment));
          }
        }
        case ALL -> {
          if (chosen.isEmpty() || (trigger.firesEmpty() && moment.cause() == Cause.SCHEDULE)) {
            chosen.add(moment);
          }
        }
      }
    }
    if (!chosen.isEmpty()) {
      fire(key, chosen, answered);
    } else {
      long since = waitPassed ? opened : key.since();
      keys.put(
          key.key(),
          new Waiting(key.key(), key.items(), since, key.latest(), answered, key.firings()));
    }
  }

  private void fire(Waiting key, List<Moment> moments, long answered) {
    List<Line> items = key.items();
    long firing = key.firings();
    for (Moment moment : moments) {
      firing++;
      said(key, new Batch<>(items, moment.cause(), moment.due(), firing));
      items = List.of();
    }
    Waiting after = new Waiting(key.key(), List.of(), key.since(), key.latest(), answered, firing);
    keys.put(key.key(), after);
    boolean ended = moments.get(0).cause() == Cause.END;
    if (!trigger.firesEmpty() || ended) {
      forget(after);
    }
  }

  private void forget(Waiting key) {
    keys.remove(key.key());
    numbers.put(key.key(), new Numbered(key.firings(), now + trigger.idleMillis()));
  }

  private void said(Waiting key, Batch<Line> batch) {
    TaskId at = stageKey(key);
    TaskId id = TaskId.derive("batch", "report-collect", at.hex(), "" + batch.firing());
    String tenant = Task.DEFAULT_TENANT;
    transcript.child(
        "",
        new Task<>(id, id, null, at, tenant, 0, 1, 0, batch.due(), Task.NO_DEADLINE, null, batch));
  }

  private long cronAfter(long time) {
    if (everyMinutes == 0) {
      return NEVER;
    }
    long minute = Math.floorDiv(time, MINUTE) * MINUTE;
    do {
      minute += MINUTE;
    } while (minute / MINUTE % 60 % everyMinutes != 0);
    return minute;
  }

  private long jitter(Waiting key) {
    TaskId at = stageKey(key);
    return trigger.jitterMillis() == 0
        ? 0
        : Long.remainderUnsigned(at.high() ^ at.low(), trigger.jitterMillis());
  }

  private static TaskId stageKey(Waiting key) {
    Tuple2<Long, Long> at = CollectHarness.keyOf(CollectHarness.item(key.key(), ""));
    return new TaskId(at.f0, at.f1);
  }

  private long waitEnd(Waiting key) {
    return key.items().isEmpty() || trigger.waitMillis() == 0
        ? NEVER
        : key.since() + trigger.waitMillis();
  }

  private long idleAt(Waiting key) {
    return key.latest() + trigger.idleMillis();
  }
}
