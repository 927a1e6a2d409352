package io.taskweir.state;

/**
 * What a trigger knows of a key besides its items. All times are epoch milliseconds. Fields are a
 * contract: add or remove one, never rename or retype it.
 *
 * @param tenant whose items they are
 * @param count how many items wait
 * @param since when the longest wait began: when the first waiting item came, or, where its end was
 *     missed and skipped, when the job came back
 * @param latest when an item came last
 * @param firings how often the key has fired
 * @param answered the cron times up to this one are answered, or lie before the key's first item
 * @param timer what its timer is set for; {@link #NEVER} where it has none
 */
public record Collected(
    String tenant, int count, long since, long latest, long firings, long answered, long timer) {

  /** A time that does not come. */
  public static final long NEVER = Long.MAX_VALUE;

  /** A key that has no item yet, and whose schedule begins {@code now}. */
  public static Collected nothing(String tenant, long firings, long now) {
    return new Collected(tenant, 0, now, now, firings, now, NEVER);
  }

  /** With one item more. */
  public Collected plusItem(long now) {
    return new Collected(
        tenant, count + 1, count == 0 ? now : since, now, firings, answered, timer);
  }

  /** Without items, after {@code times} firings more. */
  public Collected fired(int times) {
    return new Collected(tenant, 0, since, latest, firings + times, answered, timer);
  }

  /** With the longest wait measured from {@code time}. */
  public Collected waitingSince(long time) {
    return new Collected(tenant, count, time, latest, firings, answered, timer);
  }

  /** With all cron times up to {@code time} answered. */
  public Collected answeredTo(long time) {
    return new Collected(tenant, count, since, latest, firings, Math.max(answered, time), timer);
  }

  /** With its timer at {@code time}. */
  public Collected timedAt(long time) {
    return new Collected(tenant, count, since, latest, firings, answered, time);
  }
}
