package io.taskweir.engine;

import io.taskweir.engine.internal.CronTimes;
import java.io.Serializable;
import java.time.Duration;
import java.time.ZoneId;
import javax.annotation.Nullable;

/**
 * When the items of a key are handed on as one batch: when so many are there, at the times of a
 * cron expression, or so long after the first of them, whichever comes first.
 *
 * <pre>{@code
 * Trigger.after(1_000).orAt("0 * * * *", ZoneId.of("Europe/Berlin")).orAfter(Duration.ofHours(1))
 * }</pre>
 *
 * <p>Immutable. A schedule fires where there are items, unless it does {@link #evenIfEmpty()}.
 */
public final class Trigger implements Serializable {

  /** How many items fire at once where no number is declared. */
  public static final int COUNT_UNLESS_TOLD = 10_000;

  private static final long serialVersionUID = 1L;

  private static final int MOST_ITEMS = 100_000;
  private static final Duration LONGEST = Duration.ofDays(3_650);
  private static final Trigger NOTHING =
      new Trigger(0, null, null, 0, Missed.ONE, 0, false, Duration.ofDays(30).toMillis());

  private final int count;
  @Nullable private final String cron;
  @Nullable private final ZoneId zone;
  private final long wait;
  private final Missed missed;
  private final long jitter;
  private final boolean evenIfEmpty;
  private final long idle;

  private Trigger(
      int count,
      @Nullable String cron,
      @Nullable ZoneId zone,
      long wait,
      Missed missed,
      long jitter,
      boolean evenIfEmpty,
      long idle) {
    this.count = count;
    this.cron = cron;
    this.zone = zone;
    this.wait = wait;
    this.missed = missed;
    this.jitter = jitter;
    this.evenIfEmpty = evenIfEmpty;
    this.idle = idle;
  }

  /** Fires when {@code items} of a key are there: 1 to 100,000, which is what bounds a batch. */
  public static Trigger after(int items) {
    return NOTHING.orAfter(items);
  }

  /** Fires {@code longest} after the first item of a batch has come. */
  public static Trigger after(Duration longest) {
    return NOTHING.orAfter(longest);
  }

  /** Fires at the times of {@code cron} in {@code zone}; see {@link #orAt}. */
  public static Trigger at(String cron, ZoneId zone) {
    return NOTHING.orAt(cron, zone);
  }

  /** Fires also when {@code items} are there. */
  public Trigger orAfter(int items) {
    if (items < 1 || items > MOST_ITEMS) {
      throw refused("1 to 100,000 items expected, got " + items);
    }
    if (count != 0) {
      throw refused("one number of items expected, got " + count + " and " + items);
    }
    return new Trigger(items, cron, zone, wait, missed, jitter, evenIfEmpty, idle);
  }

  /** Fires also {@code longest} after the first item of a batch has come. */
  public Trigger orAfter(Duration longest) {
    long millis = millis("wait", longest);
    if (wait != 0) {
      throw refused("one longest wait expected, got " + wait + " ms and " + millis + " ms");
    }
    return new Trigger(count, cron, zone, millis, missed, jitter, evenIfEmpty, idle);
  }

  /**
   * Fires also at the times of a cron expression of five fields (minute, hour, day of the month,
   * month, day of the week) on the clocks of {@code zone}; the first of a key is the first after
   * its first item. Where clocks are set forward, times in the gap do not come that day; where they
   * are set back, a daily time comes once, at the first of the two, and an hourly one with every
   * hour that passes.
   */
  public Trigger orAt(String expression, ZoneId in) {
    if (cron != null) {
      throw refused("one cron expression expected, got " + cron + " and " + expression);
    }
    CronTimes.of(expression, in);
    return new Trigger(count, expression, in, wait, missed, jitter, evenIfEmpty, idle)
        .withSoundJitter();
  }

  /** What becomes of times that pass while the job is down; {@link Missed#ONE} unless told. */
  public Trigger missed(Missed choice) {
    return new Trigger(count, cron, zone, wait, choice, jitter, evenIfEmpty, idle);
  }

  /**
   * Fires up to {@code most} later than the cron times say, always equally much for a key, so that
   * not all keys fire in one second. It must be shorter than what lies between two cron times.
   */
  public Trigger jitter(Duration most) {
    long millis = millis("jitter", most);
    return new Trigger(count, cron, zone, wait, missed, millis, evenIfEmpty, idle)
        .withSoundJitter();
  }

  /**
   * Fires at cron times with an empty batch also, for a task that pulls its own work. A key begins
   * with its first item, and ends when none has come for {@link #idleAfter}.
   */
  public Trigger evenIfEmpty() {
    return new Trigger(count, cron, zone, wait, missed, jitter, true, idle);
  }

  /**
   * When a key without items is forgotten; 30 days unless told. Its firings are then numbered from
   * 1 again, so that ids of batches repeat: keep it longer than anything downstream remembers.
   */
  public Trigger idleAfter(Duration lifetime) {
    return new Trigger(
        count, cron, zone, wait, missed, jitter, evenIfEmpty, millis("idleAfter", lifetime));
  }

  /** How many items fire at once. */
  public int count() {
    return count == 0 ? COUNT_UNLESS_TOLD : count;
  }

  /** The cron expression; null where there is none. */
  @Nullable
  public String cron() {
    return cron;
  }

  /** Where the cron expression is read; null where there is none. */
  @Nullable
  public ZoneId zone() {
    return zone;
  }

  /** The longest wait in milliseconds; 0 where there is none. */
  public long waitMillis() {
    return wait;
  }

  /** What becomes of missed times. */
  public Missed missed() {
    return missed;
  }

  /** The bound of the jitter in milliseconds; 0 where there is none. */
  public long jitterMillis() {
    return jitter;
  }

  /** Whether the schedule fires without items too. */
  public boolean firesEmpty() {
    return evenIfEmpty;
  }

  /** When a key without items is forgotten, in milliseconds since its last item or firing. */
  public long idleMillis() {
    return idle;
  }

  /** Refuses what would have no effect for want of a cron expression. */
  void requireWhole(String where) {
    if (cron == null && (jitter > 0 || evenIfEmpty)) {
      throw new IllegalArgumentException(
          where + ": " + (evenIfEmpty ? "evenIfEmpty" : "jitter") + " needs a cron expression");
    }
  }

  private Trigger withSoundJitter() {
    if (cron == null || jitter == 0) {
      return this;
    }
    long distance = CronTimes.of(cron, zone).shortestDistance();
    if (jitter >= distance) {
      throw refused(
          "a jitter shorter than the "
              + distance
              + " ms between two times of \""
              + cron
              + "\" expected, got "
              + jitter
              + " ms");
    }
    return this;
  }

  private static long millis(String what, Duration duration) {
    if (duration.compareTo(Duration.ofMillis(1)) < 0 || duration.compareTo(LONGEST) > 0) {
      throw refused(what + ": 1 ms to 3,650 days expected, got " + duration);
    }
    return duration.toMillis();
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException("trigger: " + why);
  }
}
