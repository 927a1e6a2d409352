package io.taskweir.engine.internal;

import io.taskweir.engine.Batch.Cause;
import io.taskweir.engine.Missed;
import io.taskweir.engine.Trigger;
import io.taskweir.state.Collected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * When the keys of a trigger are due: what comes next for a key, and what it missed while the job
 * was down. It decides only; it holds no state but the cron times that it has found already.
 */
final class Dues {

  /** How many missed cron times are fired at most. */
  static final int MOST_MISSED = 1_000;

  private static final long A_DAY = Duration.ofDays(1).toMillis();

  private static final Comparator<Due> BY_MOMENT =
      Comparator.comparingLong(Due::at).thenComparing(Due::cause);
  private static final Comparator<Due> BY_DUE =
      Comparator.comparingLong(Due::due).thenComparing(Due::cause, Comparator.reverseOrder());

  private final Trigger trigger;
  private final long opened;
  @Nullable private final CronTimes times;
  private List<Long> passed = List.of();
  private long passedFrom;

  /**
   * Something that comes for a key.
   *
   * @param at when it happens: with jitter
   * @param due when it was due: without
   * @param cause why it fires; null where nothing does, and the key is forgotten
   */
  record Due(long at, long due, @Nullable Cause cause) {}

  /** The dues of keys in a job that came up at {@code opened}. */
  Dues(Trigger trigger, long opened) {
    this.trigger = trigger;
    this.opened = opened;
    passedFrom = opened;
    times = trigger.cron() == null ? null : CronTimes.of(trigger.cron(), trigger.zone());
  }

  /** How much later than others this key fires, in milliseconds. */
  long jitter(Tuple2<Long, Long> key) {
    return trigger.jitterMillis() == 0
        ? 0
        : Long.remainderUnsigned(key.f0 ^ key.f1, trigger.jitterMillis());
  }

  /** What comes next for a key; at {@link Collected#NEVER} where nothing does. */
  Due next(Collected key, long jitter) {
    Due first = new Due(key.count() > 0 ? Collected.NEVER : idleAt(key), 0, null);
    if (times != null && (key.count() > 0 || trigger.firesEmpty())) {
      long due = times.next(key.answered());
      first = due < first.at() - jitter ? new Due(due + jitter, due, Cause.SCHEDULE) : first;
    }
    return waitEnd(key) < first.at() ? new Due(waitEnd(key), waitEnd(key), Cause.WAIT) : first;
  }

  /** The firings that a key is owed for what passed before the job came up, in order. */
  List<Due> missed(Collected key, long jitter) {
    List<Due> all = new ArrayList<>();
    long end = key.count() > 0 ? opened : Math.min(opened, idleAt(key));
    for (long due : passedCronTimes(key, jitter)) {
      if (due + jitter < end) {
        all.add(new Due(due + jitter, due, Cause.SCHEDULE));
      }
    }
    if (waitEnd(key) < opened) {
      all.add(new Due(waitEnd(key), waitEnd(key), Cause.WAIT));
    }
    all.sort(BY_MOMENT);
    return switch (trigger.missed()) {
      case SKIP -> List.of();
      case ONE -> all.isEmpty() ? all : List.of(all.stream().max(BY_DUE).orElseThrow());
      case ALL -> trigger.firesEmpty() || all.isEmpty() ? each(all) : List.of(next(key, jitter));
    };
  }

  /** A key whose cron times before the job came up are all answered. */
  Collected answered(Collected key, long jitter) {
    if (times == null || times.next(key.answered()) >= opened - jitter) {
      return key;
    }
    List<Long> owed = passedCronTimes(key, jitter);
    return owed.isEmpty() ? key : key.answeredTo(owed.get(owed.size() - 1));
  }

  /** A key whose longest wait, where it ended before the job came up, begins anew. */
  Collected waitingAnew(Collected key) {
    return waitEnd(key) < opened ? key.waitingSince(opened) : key;
  }

  /** The first cron time that is fired where a key missed more than are; else 0. */
  long leftOutBefore(Collected key) {
    boolean each = trigger.missed() == Missed.ALL && trigger.firesEmpty();
    List<Long> found = each ? passedSince(key.answered()) : List.of();
    return !found.isEmpty() && times.next(key.answered()) < found.get(0) ? found.get(0) : 0;
  }

  /** After the first the key is empty, so that no wait ends any more. */
  private static List<Due> each(List<Due> all) {
    List<Due> fired = new ArrayList<>();
    for (Due due : all) {
      if (fired.isEmpty() || due.cause() == Cause.SCHEDULE) {
        fired.add(due);
      }
    }
    return fired;
  }

  /** The latest cron times of a key that it missed, in order. */
  private List<Long> passedCronTimes(Collected key, long jitter) {
    return passedSince(key.answered()).stream()
        .filter(time -> time > key.answered() && time + jitter < opened)
        .toList();
  }

  /**
   * The latest cron times before the job came up, at least those after {@code after} that are to be
   * fired. They are found once for all keys, over a stretch that is doubled until it is enough.
   */
  private List<Long> passedSince(long after) {
    while (times != null && passedFrom > after && passed.size() < MOST_MISSED) {
      passedFrom = opened - Math.max(A_DAY, 2 * (opened - passedFrom));
      passed = times.between(passedFrom, opened, MOST_MISSED);
    }
    return passed;
  }

  private long waitEnd(Collected key) {
    return key.count() == 0 || trigger.waitMillis() == 0
        ? Collected.NEVER
        : key.since() + trigger.waitMillis();
  }

  private long idleAt(Collected key) {
    return key.latest() + trigger.idleMillis();
  }
}
